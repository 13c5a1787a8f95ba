@NullMarked
package network.cocoon.workers.tvm;

import org.jspecify.annotations.NullMarked;
