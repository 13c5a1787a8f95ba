@NullMarked
package network.cocoon.client.sidecar;

import org.jspecify.annotations.NullMarked;
