@NullMarked
package network.cocoon.workers.teesim;

import org.jspecify.annotations.NullMarked;
