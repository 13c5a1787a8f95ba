@NullMarked
package network.cocoon.commands.requests;

import org.jspecify.annotations.NullMarked;
