/** A TON chain on one machine, as a program of its own. */
@NullMarked
package network.cocoon.workers.devchain;

import org.jspecify.annotations.NullMarked;
