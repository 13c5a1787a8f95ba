/**
 * What the log says, as it says it: one reader a node decodes each new event once and hands it to whoever waits, the
 * workers' assignment feeds first of all. No event processor and no poll stands in the way.
 */
@NullMarked
package network.cocoon.commands.feed;

import org.jspecify.annotations.NullMarked;
