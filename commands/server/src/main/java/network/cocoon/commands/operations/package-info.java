/** What an operator's tools ask of a running server: is it well, and what does it do. Reads everything, changes nothing. */
@NullMarked
package network.cocoon.commands.operations;

import org.jspecify.annotations.NullMarked;
