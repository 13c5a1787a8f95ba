/**
 * The offline auditor: reads the log, trusts nothing, and computes every bill again.
 *
 * <p>It shares with the server only the domain's pure functions and the wire formats. Each event is decided again from
 * the command that must have led to it, so whatever the server would have refused is found here; what spans streams
 * (lanes, slots, daily limits, money, payout periods) is kept in books of its own.
 *
 * <p>Memory grows with accounts, workers and open requests, and by about 200 bytes a closed request: its id must never
 * come back.
 */
@NullMarked
package network.cocoon.audit;

import org.jspecify.annotations.NullMarked;
