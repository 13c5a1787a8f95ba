package network.cocoon.domain.account;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import network.cocoon.domain.crypto.Signatures;

/** Openings that can be deployed and outlive their purpose. */
final class EscrowLimits {

    static final String WORDS =
            "an opening has a nonce of 32 bits above the last, two different raw addresses of wallets, an Ed25519 key, a"
                    + " delay of at most 30 days and ends on a whole second, in the future, within four years";

    private static final Pattern RAW_ADDRESS = Pattern.compile("(0|-1):[0-9a-f]{64}");
    private static final long MOST_NONCE = (1L << 32) - 1;
    private static final Duration LONGEST_DELAY = Duration.ofDays(30);

    /** The rent of a closed escrow lasts four years (escrow-storage.tolk), and no voucher may outlive it. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(4 * 365L);

    private EscrowLimits() {}

    static boolean areSane(EscrowOpening o, Instant at) {
        return o.nonce() >= 0
                && o.nonce() <= MOST_NONCE
                && RAW_ADDRESS.matcher(o.payer()).matches()
                && RAW_ADDRESS.matcher(o.payee()).matches()
                && !o.payer().equals(o.payee())
                && Signatures.isPublicKey(o.voucherKey())
                && o.delaySeconds() >= 1
                && o.delaySeconds() <= LONGEST_DELAY.toSeconds()
                && AccountKeys.wholeSeconds(o.expiry())
                && o.expiry().isAfter(at)
                && !o.expiry().isAfter(at.plus(LONGEST_LIFE));
    }
}
