@NullMarked
package network.cocoon.domain.worker;

import org.jspecify.annotations.NullMarked;
