/** Starting a worker: options, its home on disk, enrolment, the order of things. */
@NullMarked
package network.cocoon.workers.gpu.boot;

import org.jspecify.annotations.NullMarked;
