/** The console in a real browser, on a generated history. */
@NullMarked
package network.cocoon.ui.parts;

import org.jspecify.annotations.NullMarked;
