/** Assignments from the log and the bookmark that survives a crash. */
@NullMarked
package network.cocoon.workers.gpu.feed;

import org.jspecify.annotations.NullMarked;
