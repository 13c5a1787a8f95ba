@NullMarked
package network.cocoon.domain.inference;

import org.jspecify.annotations.NullMarked;
