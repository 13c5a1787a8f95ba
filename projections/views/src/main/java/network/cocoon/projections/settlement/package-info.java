/** Payout periods: what was closed and who is owed what. */
@NullMarked
package network.cocoon.projections.settlement;

import org.jspecify.annotations.NullMarked;
