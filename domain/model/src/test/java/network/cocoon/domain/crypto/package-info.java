@NullMarked
package network.cocoon.domain.crypto;

import org.jspecify.annotations.NullMarked;
