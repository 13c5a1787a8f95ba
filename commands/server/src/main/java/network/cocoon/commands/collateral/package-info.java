/** The shelf of collateral: what Intel's service answered, verified before it is kept, kept for ever, served to anybody. */
@NullMarked
package network.cocoon.commands.collateral;

import org.jspecify.annotations.NullMarked;
