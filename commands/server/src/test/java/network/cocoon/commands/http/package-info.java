@NullMarked
package network.cocoon.commands.http;

import org.jspecify.annotations.NullMarked;
