/** What an operator can order from the console: commands to the operator API over HTTP, like any other operator tool's. */
@NullMarked
package network.cocoon.ui.orders;

import org.jspecify.annotations.NullMarked;
