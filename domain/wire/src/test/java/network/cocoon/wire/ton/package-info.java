@NullMarked
package network.cocoon.wire.ton;

import org.jspecify.annotations.NullMarked;
