package network.cocoon.wire.escrow;

import java.time.Duration;
import java.time.Instant;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonFormatException;

/**
 * An escrow's opening, which stands in its initial state and in everything signed for it.
 *
 * @param expiry    whole seconds; from then on no voucher of this escrow is worth anything. Within {@link #LIFETIME}
 *                  of opening, so that no voucher outlives the rent of the closed contract
 * @param networkId the chain's global id, -239 for mainnet and -3 for testnet
 * @param nonce     32 bits; no two escrows of one payer have the same
 * @param delay     whole seconds that a close or a change of key leaves the payee to redeem what it holds
 */
public record EscrowTerms(Instant expiry, int networkId, long nonce, Duration delay) {

    public static final Duration LIFETIME = Duration.ofDays(4 * 365L);

    public EscrowTerms {
        Seconds.require(expiry);
        if (nonce < 0 || nonce >> 32 != 0) {
            throw new IllegalArgumentException("an opening nonce has 32 bits");
        }
        if (delay.compareTo(Duration.ofSeconds(1)) < 0
                || !delay.equals(Duration.ofSeconds(delay.toSeconds()))
                || delay.toSeconds() >> 32 != 0) {
            throw new IllegalArgumentException("a delay is whole seconds of 32 bits, one at least");
        }
    }

    /** 128 bits. */
    public CellBuilder write(CellBuilder out) {
        return out.uint(expiry.getEpochSecond(), 32)
                .int32(networkId)
                .uint(nonce, 32)
                .uint(delay.toSeconds(), 32);
    }

    /** Whether an escrow may be opened with these terms at that time: its vouchers end before its rent does. */
    public boolean openableAt(Instant time) {
        return expiry.isAfter(time) && !expiry.isAfter(time.plus(LIFETIME));
    }

    /** Throws {@link TonFormatException} where the cell ends early or there is no delay. */
    public static EscrowTerms read(CellReader in) {
        Instant expiry = Instant.ofEpochSecond(in.uint(32));
        int networkId = in.int32();
        long nonce = in.uint(32);
        long delay = in.uint(32);
        if (delay == 0) {
            throw new TonFormatException(TonFormatException.Code.UNKNOWN_TAG, "an escrow has a delay");
        }
        return new EscrowTerms(expiry, networkId, nonce, Duration.ofSeconds(delay));
    }
}
