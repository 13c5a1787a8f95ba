/** Reading the whole log again into empty views. */
@NullMarked
package network.cocoon.projections.rebuild;

import org.jspecify.annotations.NullMarked;
