@NullMarked
package network.cocoon.wire.json;

import org.jspecify.annotations.NullMarked;
