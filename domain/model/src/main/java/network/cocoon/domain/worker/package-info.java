/** One GPU worker: registered, attested, offering models, drained, suspended, lost, retired. */
@NullMarked
package network.cocoon.domain.worker;

import org.jspecify.annotations.NullMarked;
