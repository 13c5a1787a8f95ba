@NullMarked
package network.cocoon.commands.inflight;

import org.jspecify.annotations.NullMarked;
