/**
 * Holds the log against the chain, all the time, and writes the chain's state into a file for those who do it elsewhere. Reads
 * only: what differs is reported, and nothing is put right here.
 */
@NullMarked
package network.cocoon.workers.operator.reconciliation;

import org.jspecify.annotations.NullMarked;
