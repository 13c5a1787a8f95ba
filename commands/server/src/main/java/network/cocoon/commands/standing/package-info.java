/** Keys that were accepted are judged again when something new is known: a release manifest, collateral. */
@NullMarked
package network.cocoon.commands.standing;

import org.jspecify.annotations.NullMarked;
