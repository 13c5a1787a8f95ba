@NullMarked
package network.cocoon.wire.tonproof;

import org.jspecify.annotations.NullMarked;
