@NullMarked
package network.cocoon.wire.chat;

import org.jspecify.annotations.NullMarked;
