/** The OpenAI-compatible server on this machine's loopback address. */
@NullMarked
package network.cocoon.client.sidecar;

import org.jspecify.annotations.NullMarked;
