@NullMarked
package network.cocoon.workers.gpu.boot;

import org.jspecify.annotations.NullMarked;
