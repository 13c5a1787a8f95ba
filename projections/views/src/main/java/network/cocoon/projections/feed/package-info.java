/** How events come from the log into the views: batches, shares between nodes, events set aside. */
@NullMarked
package network.cocoon.projections.feed;

import org.jspecify.annotations.NullMarked;
