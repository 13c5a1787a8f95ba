@NullMarked
package network.cocoon.commands.admission;

import org.jspecify.annotations.NullMarked;
