/** Attested keys: made in memory, rotated with a new quote, erased. */
@NullMarked
package network.cocoon.workers.gpu.keys;

import org.jspecify.annotations.NullMarked;
