/** The worker's only way out: the operator's API, behind a port that a test can play. */
@NullMarked
package network.cocoon.workers.gpu.operator;

import org.jspecify.annotations.NullMarked;
