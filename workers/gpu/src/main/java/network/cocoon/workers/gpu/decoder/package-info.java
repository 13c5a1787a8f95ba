/**
 * A decoder's arithmetic: its program as TorchScript source, its weights, and the keys and values of many sequences. One
 * call of the program advances any number of sequences, each by any number of tokens.
 */
@NullMarked
package network.cocoon.workers.gpu.decoder;

import org.jspecify.annotations.NullMarked;
