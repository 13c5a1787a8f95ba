/** A payout period: what each provider earned, once it is closed; and the book of what was paid. */
@NullMarked
package network.cocoon.domain.settlement;

import org.jspecify.annotations.NullMarked;
