@NullMarked
package network.cocoon.client.bench;

import org.jspecify.annotations.NullMarked;
