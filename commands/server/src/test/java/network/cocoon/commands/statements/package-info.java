@NullMarked
package network.cocoon.commands.statements;

import org.jspecify.annotations.NullMarked;
