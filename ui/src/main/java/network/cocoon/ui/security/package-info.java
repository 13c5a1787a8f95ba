/** Who may sign in to the console, and what stays outside of it. */
@NullMarked
package network.cocoon.ui.security;

import org.jspecify.annotations.NullMarked;
