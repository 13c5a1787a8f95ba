/**
 * The whole network on one machine: PostgreSQL, the operator, a software TEE, a GPU worker and an app's sidecar. Test
 * scope, because it knows the simulator; the production jar cannot.
 */
@NullMarked
package network.cocoon.ui.local;

import org.jspecify.annotations.NullMarked;
