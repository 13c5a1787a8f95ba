/**
 * The whole protocol in one JVM under a clock and a schedule that a seed decides: the server's own use cases and deciders,
 * several nodes, workers, apps and a database, any of which may stop, stall, die or be cut off between any two steps.
 *
 * <p>{@link network.cocoon.commands.simulation.Simulate} runs many seeds, or one with its trace.
 */
@NullMarked
package network.cocoon.commands.simulation;

import org.jspecify.annotations.NullMarked;
