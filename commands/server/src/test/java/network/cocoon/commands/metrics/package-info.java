@NullMarked
package network.cocoon.commands.metrics;

import org.jspecify.annotations.NullMarked;
