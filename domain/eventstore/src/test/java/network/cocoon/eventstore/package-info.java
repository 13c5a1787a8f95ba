@NullMarked
package network.cocoon.eventstore;

import org.jspecify.annotations.NullMarked;
