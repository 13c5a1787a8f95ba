@NullMarked
package network.cocoon.workers.devchain.chain;

import org.jspecify.annotations.NullMarked;
