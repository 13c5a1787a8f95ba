@NullMarked
package network.cocoon.commands.apps;

import org.jspecify.annotations.NullMarked;
