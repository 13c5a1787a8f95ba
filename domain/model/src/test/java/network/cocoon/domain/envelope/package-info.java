@NullMarked
package network.cocoon.domain.envelope;

import org.jspecify.annotations.NullMarked;
