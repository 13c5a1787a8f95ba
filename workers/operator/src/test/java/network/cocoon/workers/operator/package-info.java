@NullMarked
package network.cocoon.workers.operator;

import org.jspecify.annotations.NullMarked;
