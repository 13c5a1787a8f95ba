/** The event log in PostgreSQL: how events are appended, ordered, read and announced. */
@NullMarked
package network.cocoon.eventstore;

import org.jspecify.annotations.NullMarked;
