/** Counters. */
@NullMarked
package network.cocoon.projections.rollup;

import org.jspecify.annotations.NullMarked;
