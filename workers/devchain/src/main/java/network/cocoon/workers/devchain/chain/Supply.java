package network.cocoon.workers.devchain.chain;

import java.math.BigInteger;

/**
 * Where every nanoton is. The sum never changes.
 *
 * @param accounts  balances
 * @param inFlight  in messages on their way
 * @param collected fees, which on the network validators would have
 */
public record Supply(BigInteger accounts, BigInteger inFlight, BigInteger collected) {

    public BigInteger total() {
        return accounts.add(inFlight).add(collected);
    }
}
