/**
 * What a client or worker reads on TON by itself, without believing its operator: the registry that narrows what the release
 * keys allow, and the masterchain blocks that worker keys name. Nothing here is on the path of a request.
 */
@NullMarked
package network.cocoon.client.chain;

import org.jspecify.annotations.NullMarked;
