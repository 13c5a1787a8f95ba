@NullMarked
package network.cocoon.commands.scheduling;

import org.jspecify.annotations.NullMarked;
