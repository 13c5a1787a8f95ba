@NullMarked
package network.cocoon.commands.completion;

import org.jspecify.annotations.NullMarked;
