/** Runs a model in this process, one step at a time for many requests. */
@NullMarked
package network.cocoon.workers.gpu.embedded;

import org.jspecify.annotations.NullMarked;
