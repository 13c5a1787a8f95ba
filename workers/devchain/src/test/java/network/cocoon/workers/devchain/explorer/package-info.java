@NullMarked
package network.cocoon.workers.devchain.explorer;

import org.jspecify.annotations.NullMarked;
