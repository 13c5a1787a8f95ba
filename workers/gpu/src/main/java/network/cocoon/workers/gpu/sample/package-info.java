/** Models of random weights in any supported shape, as a Hugging Face directory and as GGUF: to measure and compare with. */
@NullMarked
package network.cocoon.workers.gpu.sample;

import org.jspecify.annotations.NullMarked;
