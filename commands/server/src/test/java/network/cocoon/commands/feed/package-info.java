@NullMarked
package network.cocoon.commands.feed;

import org.jspecify.annotations.NullMarked;
