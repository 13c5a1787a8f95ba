@NullMarked
package network.cocoon.workers.operator.contract;

import org.jspecify.annotations.NullMarked;
