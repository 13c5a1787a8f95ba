/** The pages of the console. */
@NullMarked
package network.cocoon.ui.pages;

import org.jspecify.annotations.NullMarked;
