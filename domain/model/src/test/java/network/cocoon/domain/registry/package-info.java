@NullMarked
package network.cocoon.domain.registry;

import org.jspecify.annotations.NullMarked;
