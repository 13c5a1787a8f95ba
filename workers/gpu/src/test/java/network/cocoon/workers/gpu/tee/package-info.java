@NullMarked
package network.cocoon.workers.gpu.tee;

import org.jspecify.annotations.NullMarked;
