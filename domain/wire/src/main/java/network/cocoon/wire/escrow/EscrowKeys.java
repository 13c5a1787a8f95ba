package network.cocoon.wire.escrow;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.crypto.VerificationKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;

/**
 * Signs and checks for one escrow: everything signed repeats its terms and its address, so it is worth nothing for
 * another, on another network, or after the same owner opens one anew. Thread-safe.
 */
public final class EscrowKeys {

    /** First of the cell whose hash is signed: "COC1". */
    private static final long TAG = 0x434F4331L;

    private final EscrowTerms terms;
    private final TonAddress escrow;
    private final VerificationKey voucherKey;

    /** Certificates found good, with their clients' keys: an app has few clients, and checking these costs the most. */
    private final Map<Certificate, VerificationKey> clients = new ConcurrentHashMap<>();

    private static final int MAX_CLIENTS = 64;

    /** Throws {@link IllegalArgumentException} for a key that is none. */
    public EscrowKeys(EscrowTerms terms, TonAddress escrow, Bytes voucherKey) {
        this.terms = terms;
        this.escrow = escrow;
        this.voucherKey = VerificationKey.of(voucherKey)
                .orElseThrow(() -> new IllegalArgumentException("the voucher key is not an Ed25519 key"));
    }

    /** The 32 bytes that a voucher's signature is over. */
    public byte[] hash(Promise promise) {
        return hash(promise::write);
    }

    /** The 32 bytes that a certificate's signature is over. */
    public byte[] hash(Grant grant) {
        return hash(grant::write);
    }

    /** By the holder of the voucher key. */
    public Voucher sign(SigningKey key, Promise promise) {
        return new Voucher(promise, key.sign(hash(promise)), Optional.empty());
    }

    /** By a client, with its certificate. */
    public Voucher sign(SigningKey key, Promise promise, Certificate certificate) {
        return new Voucher(promise, key.sign(hash(promise)), Optional.of(certificate));
    }

    /** By the holder of the voucher key. */
    public Certificate certify(SigningKey key, Grant grant) {
        return new Certificate(grant, key.sign(hash(grant)));
    }

    /** True if the signatures are good. Says nothing about time, amounts or what the escrow holds. */
    public boolean verify(Voucher voucher) {
        byte[] hash = hash(voucher.promise());
        if (voucher.certificate().isEmpty()) {
            return voucherKey.verify(voucher.signature(), hash);
        }
        return client(voucher.certificate().get())
                .map(key -> key.verify(voucher.signature(), hash))
                .orElse(false);
    }

    private Optional<VerificationKey> client(Certificate certificate) {
        VerificationKey known = clients.get(certificate);
        if (known != null) {
            return Optional.of(known);
        }
        if (!voucherKey.verify(certificate.signature(), hash(certificate.grant()))) {
            return Optional.empty();
        }
        Optional<VerificationKey> key = VerificationKey.of(certificate.grant().key());
        // Only what the owner signed gets in, so nobody else can fill it; beyond the bound it is checked each time.
        if (key.isPresent() && clients.size() < MAX_CLIENTS) {
            clients.put(certificate, key.get());
        }
        return key;
    }

    /** What the voucher promises under its certificate and the escrow's expiry: the lowest amount, the earliest end. */
    public static Promise worth(Voucher voucher, EscrowTerms terms) {
        Promise promise = voucher.promise();
        Nanoton cumulative = promise.cumulative();
        var until = promise.validUntil();
        if (voucher.certificate().isPresent()) {
            Promise limit = voucher.certificate().get().grant().limit();
            cumulative = cumulative.compareTo(limit.cumulative()) < 0 ? cumulative : limit.cumulative();
            until = until.isBefore(limit.validUntil()) ? until : limit.validUntil();
        }
        return new Promise(cumulative, until.isBefore(terms.expiry()) ? until : terms.expiry());
    }

    private byte[] hash(UnaryOperator<CellBuilder> what) {
        CellBuilder head = terms.write(CellBuilder.begin().uint(TAG, 32)).address(escrow);
        return what.apply(head).end().hash().raw();
    }
}
