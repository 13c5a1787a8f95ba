/** GPU workers, their attestations and offers, and what their owners earned. */
@NullMarked
package network.cocoon.projections.workers;

import org.jspecify.annotations.NullMarked;
