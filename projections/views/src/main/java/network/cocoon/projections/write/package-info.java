/** How rows of the views are written: many at a time, each at most once for an event. */
@NullMarked
package network.cocoon.projections.write;

import org.jspecify.annotations.NullMarked;
