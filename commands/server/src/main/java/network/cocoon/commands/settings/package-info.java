/** Every setting of the command server, with its default. */
@NullMarked
package network.cocoon.commands.settings;

import org.jspecify.annotations.NullMarked;
