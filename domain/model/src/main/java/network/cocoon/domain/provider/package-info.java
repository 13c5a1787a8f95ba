/** A GPU owner with a proven payout wallet. */
@NullMarked
package network.cocoon.domain.provider;

import org.jspecify.annotations.NullMarked;
