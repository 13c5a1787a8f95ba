@NullMarked
package network.cocoon.domain.kernel;

import org.jspecify.annotations.NullMarked;
