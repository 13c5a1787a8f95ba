/** The network as processes of their own over one PostgreSQL, each of which can be killed, paused and started again. */
@NullMarked
package network.cocoon.ui.cluster;

import org.jspecify.annotations.NullMarked;
