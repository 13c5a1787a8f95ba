/** One request from a prompt to a checked receipt: choose workers, seal, submit, open frames, believe nothing unproved. */
@NullMarked
package network.cocoon.client.ask;

import org.jspecify.annotations.NullMarked;
