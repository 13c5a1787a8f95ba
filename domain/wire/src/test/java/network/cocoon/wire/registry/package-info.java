@NullMarked
package network.cocoon.wire.registry;

import org.jspecify.annotations.NullMarked;
