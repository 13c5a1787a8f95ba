/** Runs one model for many requests: a prompt goes in, text deltas and a count of tokens come out. */
@NullMarked
package network.cocoon.workers.gpu.engine;

import org.jspecify.annotations.NullMarked;
