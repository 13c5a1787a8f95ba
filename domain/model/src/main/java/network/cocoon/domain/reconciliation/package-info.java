/**
 * Holds the log and what apps signed against the chain, to the nanoton. Pure: the operator does it all the time, the
 * auditor from two files. Whoever looks at the chain says what it shows; nothing here believes the log.
 */
@NullMarked
package network.cocoon.domain.reconciliation;

import org.jspecify.annotations.NullMarked;
