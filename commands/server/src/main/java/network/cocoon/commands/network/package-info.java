/** Who this network is: its name, the log's key, and the secrets kept in owner-only files. */
@NullMarked
package network.cocoon.commands.network;

import org.jspecify.annotations.NullMarked;
