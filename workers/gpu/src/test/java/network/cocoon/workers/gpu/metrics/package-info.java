@NullMarked
package network.cocoon.workers.gpu.metrics;

import org.jspecify.annotations.NullMarked;
