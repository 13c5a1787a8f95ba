@NullMarked
package network.cocoon.domain.settlement;

import org.jspecify.annotations.NullMarked;
