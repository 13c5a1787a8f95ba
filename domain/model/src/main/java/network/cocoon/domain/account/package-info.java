/** An app's account: registration, keys, credit, reservation lanes. */
@NullMarked
package network.cocoon.domain.account;

import org.jspecify.annotations.NullMarked;
