/** Ed25519 as the whole network uses it: raw 32-byte keys, a tag before every signed message, strict verification. */
@NullMarked
package network.cocoon.domain.crypto;

import org.jspecify.annotations.NullMarked;
