/** What the operator sets: models, prices, measurements, the release manifest. */
@NullMarked
package network.cocoon.commands.registry;

import org.jspecify.annotations.NullMarked;
