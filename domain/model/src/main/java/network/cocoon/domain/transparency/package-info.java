/**
 * The log as a Merkle tree (RFC 9162, section 2.1), its checkpoints, and where they are anchored. What a leaf is made of says
 * {@link network.cocoon.domain.transparency.LeafRow}.
 */
@NullMarked
package network.cocoon.domain.transparency;

import org.jspecify.annotations.NullMarked;
