@NullMarked
package network.cocoon.commands.openapi;

import org.jspecify.annotations.NullMarked;
