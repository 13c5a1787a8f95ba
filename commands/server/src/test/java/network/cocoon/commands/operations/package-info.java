@NullMarked
package network.cocoon.commands.operations;

import org.jspecify.annotations.NullMarked;
