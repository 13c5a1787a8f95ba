@NullMarked
package network.cocoon.commands;

import org.jspecify.annotations.NullMarked;
