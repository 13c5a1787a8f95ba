package network.cocoon.audit;

import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.wire.exit.ExitContract;
import network.cocoon.wire.ton.TonFormatException;

/** Whether an exit stands where its code and terms put it: at any other address another contract could stand. */
final class ExitAddress {

    private static final int KEY_BYTES = 32;
    private static final long LONGEST_DELAY = 0xFFFF_FFFFL;

    private ExitAddress() {}

    static boolean isThatOf(ExitTerms terms, String address) {
        if (terms.key().length() != KEY_BYTES || terms.delaySeconds() < 1 || terms.delaySeconds() > LONGEST_DELAY) {
            return false;
        }
        try {
            return ExitContract.address(terms).raw().equals(address);
        } catch (TonFormatException e) {
            return false;
        }
    }
}
