/** Axon's command bus and repositories, driving deciders that know nothing of Axon. */
@NullMarked
package network.cocoon.commands.dispatch.axon;

import org.jspecify.annotations.NullMarked;
