/** The app's client: a sidecar that speaks OpenAI's API on localhost and seals every prompt before it leaves the machine. */
@NullMarked
package network.cocoon.client;

import org.jspecify.annotations.NullMarked;
