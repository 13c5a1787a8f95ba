/** One way to write the domain's values as JSON, for events and for HTTP. */
@NullMarked
package network.cocoon.wire.json;

import org.jspecify.annotations.NullMarked;
