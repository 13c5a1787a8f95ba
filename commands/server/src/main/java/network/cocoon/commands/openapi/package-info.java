/** The API's own description, written from the controllers and the contract's records. */
@NullMarked
package network.cocoon.commands.openapi;

import org.jspecify.annotations.NullMarked;
