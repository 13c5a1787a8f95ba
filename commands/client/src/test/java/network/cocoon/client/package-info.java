@NullMarked
package network.cocoon.client;

import org.jspecify.annotations.NullMarked;
