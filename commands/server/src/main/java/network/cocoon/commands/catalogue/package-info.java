/** What anyone may read: the network, its models, the release manifest, evidence. */
@NullMarked
package network.cocoon.commands.catalogue;

import org.jspecify.annotations.NullMarked;
