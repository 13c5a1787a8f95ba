/** The operator's executable: it wires the command server, the views and the console into one process. */
@NullMarked
package network.cocoon.ui;

import org.jspecify.annotations.NullMarked;
