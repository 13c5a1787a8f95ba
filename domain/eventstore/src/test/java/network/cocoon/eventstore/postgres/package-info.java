@NullMarked
package network.cocoon.eventstore.postgres;

import org.jspecify.annotations.NullMarked;
