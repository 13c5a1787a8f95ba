/** What every registration needs: fresh ids, and names kept where they can be erased. */
@NullMarked
package network.cocoon.commands.registration;

import org.jspecify.annotations.NullMarked;
