package network.cocoon.wire.escrow;

import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.CellReader;

/**
 * A client key that may sign vouchers, up to a promise: a voucher of it for more, or for longer, is worth this much.
 *
 * @param key raw Ed25519 key of the client
 */
public record Grant(Bytes key, Promise limit) {

    public Grant {
        if (key.length() != SigningKey.KEY_BYTES) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        }
    }

    /** 352 bits. */
    CellBuilder write(CellBuilder out) {
        return limit.write(out.bytes(key.toArray()));
    }

    static Grant read(CellReader in) {
        return new Grant(Bytes.of(in.bytes(SigningKey.KEY_BYTES)), Promise.read(in));
    }
}
