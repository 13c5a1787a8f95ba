/** The HTTP edge: who calls, how much may be sent, what an error looks like. */
@NullMarked
package network.cocoon.commands.http;

import org.jspecify.annotations.NullMarked;
