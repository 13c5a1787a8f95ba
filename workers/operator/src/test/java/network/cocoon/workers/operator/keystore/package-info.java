@NullMarked
package network.cocoon.workers.operator.keystore;

import org.jspecify.annotations.NullMarked;
