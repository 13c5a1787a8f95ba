@NullMarked
package network.cocoon.commands.dispatch;

import org.jspecify.annotations.NullMarked;
