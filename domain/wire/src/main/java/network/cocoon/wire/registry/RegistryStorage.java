package network.cocoon.wire.registry;

import java.time.Duration;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;

/**
 * The registry's data cell ({@code registry-storage.tolk}).
 *
 * @param sequence the number of the next order
 * @param size     leaves of the log under the newest checkpoint
 * @param root     its Merkle root
 * @param key      signs orders
 * @param delay    whole seconds until what is added is in force
 * @param journal  hash of the newest entry of the journal; zeros before the first
 * @param owner    the wallet that may change the key
 */
public record RegistryStorage(
        long sequence,
        long size,
        Digest root,
        Bytes key,
        Duration delay,
        int networkId,
        Digest journal,
        TonAddress owner) {

    /** How every order begins, before its number. */
    public static final long ORDER = 0x43520103L;

    public static final Digest NOTHING = Digest.of(new byte[32]);

    public static RegistryStorage opening(Bytes key, Duration delay, int networkId, TonAddress owner) {
        return new RegistryStorage(0, 0, NOTHING, key, delay, networkId, NOTHING, owner);
    }

    public Cell toCell() {
        return CellBuilder.begin()
                .uint(ORDER, 32)
                .uint(sequence, 32)
                .uint(size, 64)
                .digest(root)
                .bytes(key.toArray())
                .digest(journal)
                .uint(delay.toSeconds(), 32)
                .int32(networkId)
                .ref(CellBuilder.begin().address(owner).end())
                .end();
    }

    /** Throws {@link TonFormatException} for what is not a registry's data. */
    public static RegistryStorage of(Cell data) {
        CellReader in = data.read();
        if (in.uint(32) != ORDER) {
            throw new TonFormatException(TonFormatException.Code.UNKNOWN_TAG, "not a registry's data");
        }
        long sequence = in.uint(32);
        long size = in.uint64();
        Digest root = in.digest();
        Bytes key = Bytes.of(in.bytes(SigningKey.KEY_BYTES));
        Digest journal = in.digest();
        RegistryStorage storage = new RegistryStorage(
                sequence, size, root, key, Duration.ofSeconds(in.uint(32)), in.int32(), journal, owner(in.ref()));
        in.end();
        return storage;
    }

    private static TonAddress owner(Cell cell) {
        CellReader in = cell.read();
        TonAddress owner = in.stdAddress();
        in.end();
        return owner;
    }
}
