/** Counters by time, account and worker, and how they are moved. */
@NullMarked
package network.cocoon.projections.rollup;

import org.jspecify.annotations.NullMarked;
