/** The fetcher against a server of our own that speaks Intel's interface, with Intel's real answers and with faults. */
@NullMarked
package network.cocoon.workers.operator.collateral;

import org.jspecify.annotations.NullMarked;
