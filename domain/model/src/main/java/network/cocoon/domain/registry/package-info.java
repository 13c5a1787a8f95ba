/** What the network allows: models, prices, measurements. */
@NullMarked
package network.cocoon.domain.registry;

import org.jspecify.annotations.NullMarked;
