@NullMarked
package network.cocoon.client.chain;

import org.jspecify.annotations.NullMarked;
