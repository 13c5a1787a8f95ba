/** Events as they are stored: the catalogue of names and revisions, their JSON, and the way from old revisions. */
@NullMarked
package network.cocoon.wire.event;

import org.jspecify.annotations.NullMarked;
