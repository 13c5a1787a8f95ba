/** Why a worker may see a prompt: pinned release keys, a signed manifest, and each worker's own evidence. */
@NullMarked
package network.cocoon.client.trust;

import org.jspecify.annotations.NullMarked;
