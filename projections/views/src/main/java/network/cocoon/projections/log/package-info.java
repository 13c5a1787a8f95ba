/** The log itself, read as it stands: raw events by dense index, and how far behind its readers are. */
@NullMarked
package network.cocoon.projections.log;

import org.jspecify.annotations.NullMarked;
