/** How requests end: completed by a receipt, failed, cancelled or expired; and the worker's reports that say so. */
@NullMarked
package network.cocoon.commands.completion;

import org.jspecify.annotations.NullMarked;
