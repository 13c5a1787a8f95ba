/** What a worker proved, fetched as bytes and judged here: nothing that the console shows of it was stored as a verdict. */
@NullMarked
package network.cocoon.ui.evidence;

import org.jspecify.annotations.NullMarked;
