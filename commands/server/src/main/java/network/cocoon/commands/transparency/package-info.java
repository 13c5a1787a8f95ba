/**
 * The log as a tree: every event becomes a leaf in the log's order, checkpoints are sealed from time to time, and everybody
 * gets proofs of them.
 *
 * <p>Tree and checkpoints are behind the log by a second or so; no request waits for them. What is in the tables follows from the
 * log and could be made of it again.
 */
@NullMarked
package network.cocoon.commands.transparency;

import org.jspecify.annotations.NullMarked;
