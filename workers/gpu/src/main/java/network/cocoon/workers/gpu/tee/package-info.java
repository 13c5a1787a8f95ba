/** Where quotes come from: the kernel of a TDX guest, or a software TEE for development. */
@NullMarked
package network.cocoon.workers.gpu.tee;

import org.jspecify.annotations.NullMarked;
