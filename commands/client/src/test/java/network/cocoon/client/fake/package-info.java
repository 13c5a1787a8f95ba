@NullMarked
package network.cocoon.client.fake;

import org.jspecify.annotations.NullMarked;
