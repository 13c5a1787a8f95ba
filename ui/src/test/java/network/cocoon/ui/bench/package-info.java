/** The network's figures: started by profile {@code bench}, never asserted as a timed test. */
@NullMarked
package network.cocoon.ui.bench;

import org.jspecify.annotations.NullMarked;
