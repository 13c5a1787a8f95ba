/** Small pieces that every page of the console is made of. */
@NullMarked
package network.cocoon.ui.parts;

import org.jspecify.annotations.NullMarked;
