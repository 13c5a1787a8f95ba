@NullMarked
package network.cocoon.ui.owners;

import org.jspecify.annotations.NullMarked;
