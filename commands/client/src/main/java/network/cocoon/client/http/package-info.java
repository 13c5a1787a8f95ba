/**
 * The operator's HTTP API as typed calls: {@link network.cocoon.client.http.OperatorApi} is the way in. The app's client
 * and the GPU worker both use it.
 */
@NullMarked
package network.cocoon.client.http;

import org.jspecify.annotations.NullMarked;
