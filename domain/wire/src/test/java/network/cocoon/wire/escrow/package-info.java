@NullMarked
package network.cocoon.wire.escrow;

import org.jspecify.annotations.NullMarked;
