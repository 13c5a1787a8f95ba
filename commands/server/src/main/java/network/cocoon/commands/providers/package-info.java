/**
 * GPU owners: registration, where they are paid, and enrolment tokens. A wallet is proven by ton_proof; what it is asked to
 * sign names the network, what for and for whom, and is good once. Another address is paid only after a delay, in which
 * the owner's key or the wallet that is paid now can cancel.
 */
@NullMarked
package network.cocoon.commands.providers;

import org.jspecify.annotations.NullMarked;
