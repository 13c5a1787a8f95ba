/** What the network allows: models, their prices, measurements. */
@NullMarked
package network.cocoon.projections.registry;

import org.jspecify.annotations.NullMarked;
