@NullMarked
package network.cocoon.commands.dispatch.axon;

import org.jspecify.annotations.NullMarked;
