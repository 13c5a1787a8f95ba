/**
 * What can be seen: read models in PostgreSQL, fed from the log by one tracking processor, and the signal that they
 * changed. Nothing here is the truth; everything can be dropped and rebuilt from the log.
 */
@NullMarked
package network.cocoon.projections;

import org.jspecify.annotations.NullMarked;
