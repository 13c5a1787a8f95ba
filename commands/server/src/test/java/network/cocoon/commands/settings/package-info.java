@NullMarked
package network.cocoon.commands.settings;

import org.jspecify.annotations.NullMarked;
