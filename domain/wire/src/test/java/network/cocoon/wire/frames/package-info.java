@NullMarked
package network.cocoon.wire.frames;

import org.jspecify.annotations.NullMarked;
