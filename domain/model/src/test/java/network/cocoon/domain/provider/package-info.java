@NullMarked
package network.cocoon.domain.provider;

import org.jspecify.annotations.NullMarked;
