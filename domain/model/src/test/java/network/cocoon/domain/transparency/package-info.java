@NullMarked
package network.cocoon.domain.transparency;

import org.jspecify.annotations.NullMarked;
