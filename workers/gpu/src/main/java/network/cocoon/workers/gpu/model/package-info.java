/** Reads an ordinary Hugging Face directory as hostile input, hashes exactly what it loads, and runs its decoder. */
@NullMarked
package network.cocoon.workers.gpu.model;

import org.jspecify.annotations.NullMarked;
