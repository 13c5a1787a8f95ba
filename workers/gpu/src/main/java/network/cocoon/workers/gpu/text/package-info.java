/** Between text and tokens: tokenizer, chat template, incremental decoding, stop strings, sampling. */
@NullMarked
package network.cocoon.workers.gpu.text;

import org.jspecify.annotations.NullMarked;
