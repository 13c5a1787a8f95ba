/**
 * The command side's own table of requests and the blobs they point to: an index of the log that says, without folding a
 * stream, where a request stands and what is due. Changed only in the transaction of the event that says the same.
 */
@NullMarked
package network.cocoon.commands.inflight;

import org.jspecify.annotations.NullMarked;
