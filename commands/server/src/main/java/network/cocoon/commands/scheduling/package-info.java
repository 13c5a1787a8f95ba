/**
 * Which worker gets which request: candidates for the app to choose from, the choice among those it sealed to, and the
 * queue of requests that wait for a slot.
 */
@NullMarked
package network.cocoon.commands.scheduling;

import org.jspecify.annotations.NullMarked;
