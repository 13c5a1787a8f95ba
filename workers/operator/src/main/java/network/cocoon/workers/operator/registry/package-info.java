/**
 * Publishes on chain what the network allows, and how long its log is: {@link
 * network.cocoon.workers.operator.registry.RegistrySender} in rounds, between which it remembers nothing.
 */
@NullMarked
package network.cocoon.workers.operator.registry;

import org.jspecify.annotations.NullMarked;
