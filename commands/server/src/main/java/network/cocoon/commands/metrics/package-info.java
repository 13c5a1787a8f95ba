/** What is counted and timed, as one-line calls for whoever does the work; labels are codes and names, never ids. */
@NullMarked
package network.cocoon.commands.metrics;

import org.jspecify.annotations.NullMarked;
