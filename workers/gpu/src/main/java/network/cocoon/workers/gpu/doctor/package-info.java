/** Looks at a machine before anything is staked on it: each thing that a worker needs, and what to do where it is missing. */
@NullMarked
package network.cocoon.workers.gpu.doctor;

import org.jspecify.annotations.NullMarked;
