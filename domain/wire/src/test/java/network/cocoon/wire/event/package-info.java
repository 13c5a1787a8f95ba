@NullMarked
package network.cocoon.wire.event;

import org.jspecify.annotations.NullMarked;
