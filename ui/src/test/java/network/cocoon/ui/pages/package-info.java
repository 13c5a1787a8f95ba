/** The console in a real browser, on a generated history. */
@NullMarked
package network.cocoon.ui.pages;

import org.jspecify.annotations.NullMarked;
