@NullMarked
package network.cocoon.workers.gpu.run;

import org.jspecify.annotations.NullMarked;
