/** What the read side does every second beside following the log. */
@NullMarked
package network.cocoon.projections.keeping;

import org.jspecify.annotations.NullMarked;
