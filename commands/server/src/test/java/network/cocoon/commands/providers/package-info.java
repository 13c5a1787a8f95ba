@NullMarked
package network.cocoon.commands.providers;

import org.jspecify.annotations.NullMarked;
