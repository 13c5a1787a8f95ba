package network.cocoon.workers.operator.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.TonAddress;

/**
 * What one message did to one account.
 *
 * @param id       logical time and hash
 * @param previous the transaction before, {@link Cursor#START} for the first
 * @param at       time of its block
 * @param in       what caused it; none for the network's own
 * @param out      what the account sent, in order
 * @param fee      what it cost in all, the carrying of its messages included
 * @param aborted  true where the contract's state did not change
 * @param deployed true where the account became a contract by it
 * @param exitCode of the contract's code, 0 and 1 are success; empty where none ran
 * @param actionCode of sending what it decided to send, 0 is success; empty where it got not so far
 */
public record ChainTransaction(
        TonAddress account,
        Cursor id,
        Cursor previous,
        Instant at,
        Optional<ChainMessage> in,
        List<ChainMessage> out,
        Nanoton fee,
        boolean aborted,
        boolean deployed,
        Optional<Integer> exitCode,
        Optional<Integer> actionCode) {

    public ChainTransaction {
        out = List.copyOf(out);
    }
}
