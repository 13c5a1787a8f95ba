@NullMarked
package network.cocoon.workers.operator.settlement;

import org.jspecify.annotations.NullMarked;
