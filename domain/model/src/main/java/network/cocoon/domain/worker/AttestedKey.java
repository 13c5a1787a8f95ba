package network.cocoon.domain.worker;

import java.time.Duration;
import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerKeyId;

/** A pair of keys that verified evidence vouches for. */
public record AttestedKey(
        WorkerKeyId key,
        Bytes sealingKey,
        Bytes receiptKey,
        Digest evidenceDigest,
        Digest measurement,
        Digest modelDigest,
        TrustClass trust,
        Instant notBefore,
        Instant validUntil) {

    /** A receipt counts only if it is logged before the key's expiry and this (protocol, "Receipt"). */
    public static final Duration RECEIPT_GRACE = Duration.ofHours(1);

    /** Whether requests may be sealed to it and assigned to it. */
    public boolean isValidAt(Instant at) {
        return !at.isBefore(notBefore) && at.isBefore(validUntil);
    }

    /**
     * Whether a receipt, or a head, signed with it still counts. When it came into force is not asked again: what it signs
     * is the answer to an assignment, made while it was, and the node that hears of the answer may have a clock behind that
     * of the node that made it.
     */
    public boolean acceptsReceiptAt(Instant at) {
        return at.isBefore(validUntil.plus(RECEIPT_GRACE));
    }
}
