/** A PostgreSQL that the program brings along, for a network on one machine. */
@NullMarked
package network.cocoon.eventstore.postgres;

import org.jspecify.annotations.NullMarked;
