/** Trains the demonstration model from the text in model-data. Nothing here runs in a worker. */
@NullMarked
package network.cocoon.workers.gpu.train;

import org.jspecify.annotations.NullMarked;
