@NullMarked
package network.cocoon.client.ask;

import org.jspecify.annotations.NullMarked;
