/** Hostile input for everything that reads the bytes of strangers. Test code only: no artefact holds a fuzzer. */
@NullMarked
package network.cocoon.workers.fuzz;

import org.jspecify.annotations.NullMarked;
