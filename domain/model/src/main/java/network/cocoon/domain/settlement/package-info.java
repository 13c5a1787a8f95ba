/** A payout period: what each provider earned, closed and ready to be paid. */
@NullMarked
package network.cocoon.domain.settlement;

import org.jspecify.annotations.NullMarked;
