@NullMarked
package network.cocoon.workers.operator.gateway;

import org.jspecify.annotations.NullMarked;
