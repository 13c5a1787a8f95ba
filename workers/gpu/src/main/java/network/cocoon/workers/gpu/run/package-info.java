/** One request: open, generate, seal, sign, report. */
@NullMarked
package network.cocoon.workers.gpu.run;

import org.jspecify.annotations.NullMarked;
