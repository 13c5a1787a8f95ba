@NullMarked
package network.cocoon.workers.gpu.feed;

import org.jspecify.annotations.NullMarked;
