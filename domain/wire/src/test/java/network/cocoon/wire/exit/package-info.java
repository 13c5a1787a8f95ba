@NullMarked
package network.cocoon.wire.exit;

import org.jspecify.annotations.NullMarked;
