@NullMarked
package network.cocoon.wire.cbor;

import org.jspecify.annotations.NullMarked;
