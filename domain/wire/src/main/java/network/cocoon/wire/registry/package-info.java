/**
 * What the registry contract on TON keeps: its data cell, and the journal of what the network publishes. For whoever reads
 * it there by himself: client, worker and auditor.
 */
@NullMarked
package network.cocoon.wire.registry;

import org.jspecify.annotations.NullMarked;
