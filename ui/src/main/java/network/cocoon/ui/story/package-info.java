/** One request told in parts: what happened, why this worker, what stands behind it, the bill and the receipt. */
@NullMarked
package network.cocoon.ui.story;

import org.jspecify.annotations.NullMarked;
