/** What a worker tells whoever watches over it: counts and times, never a word of a prompt or an answer. */
@NullMarked
package network.cocoon.workers.gpu.metrics;

import org.jspecify.annotations.NullMarked;
