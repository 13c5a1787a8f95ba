/** A load generator that is a client like any other: it verifies, seals, reads, acknowledges and checks receipts. */
@NullMarked
package network.cocoon.client.bench;

import org.jspecify.annotations.NullMarked;
