/** The GPU worker's program: the measured image. No Spring, no TON key. */
@NullMarked
package network.cocoon.workers.gpu;

import org.jspecify.annotations.NullMarked;
