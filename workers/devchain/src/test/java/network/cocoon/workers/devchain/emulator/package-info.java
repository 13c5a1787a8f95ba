@NullMarked
package network.cocoon.workers.devchain.emulator;

import org.jspecify.annotations.NullMarked;
