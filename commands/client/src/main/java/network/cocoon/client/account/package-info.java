/** An app's account on its own machine: keys in files that only their owner reads, registration, credit. */
@NullMarked
package network.cocoon.client.account;

import org.jspecify.annotations.NullMarked;
