@NullMarked
package network.cocoon.workers.devchain;

import org.jspecify.annotations.NullMarked;
