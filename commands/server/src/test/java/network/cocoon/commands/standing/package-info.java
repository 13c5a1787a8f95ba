@NullMarked
package network.cocoon.commands.standing;

import org.jspecify.annotations.NullMarked;
