/** Statements of apps and GPU owners: computed from the log and its indexes each time, never stored. */
@NullMarked
package network.cocoon.commands.statements;

import org.jspecify.annotations.NullMarked;
