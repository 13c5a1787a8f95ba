package network.cocoon.wire.exit;

import java.time.Duration;
import java.time.Instant;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.reconciliation.ExitContractState;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The exit's data cell ({@code exit-storage.tolk}).
 *
 * @param number of the newest root; 0 before the first
 * @param since  when that root was set, whole seconds of the chain; the epoch before the first
 * @param key    signs roots
 * @param delay  without a new root after which the exit is open, whole seconds
 * @param owner  the network's wallet
 * @param asked  from when the owner may take the reserve while the exit is closed; the epoch where it did not ask
 * @param paid   the bits of paid claims as a dictionary; null before the first
 */
public record ExitStorage(
        long number,
        Digest root,
        Instant since,
        Bytes key,
        Duration delay,
        int networkId,
        TonAddress owner,
        Instant asked,
        @Nullable Cell paid) {

    private static final Digest NO_ROOT = Digest.of(new byte[Digest.BYTES]);

    public static ExitStorage opening(Bytes key, Duration delay, int networkId, TonAddress owner) {
        return new ExitStorage(0, NO_ROOT, Instant.EPOCH, key, delay, networkId, owner, Instant.EPOCH, null);
    }

    public static ExitStorage opening(ExitTerms terms) {
        return opening(
                terms.key(),
                Duration.ofSeconds(terms.delaySeconds()),
                terms.networkId(),
                TonAddress.parse(terms.owner()));
    }

    /** From then on claims are paid and no root can be set; the epoch's delay before the first root, when nothing is owed. */
    public Instant opensAt() {
        return since.plus(delay);
    }

    public Cell toCell() {
        return CellBuilder.begin()
                .uint(number, 32)
                .digest(root)
                .uint(since.getEpochSecond(), 32)
                .bytes(key.toArray())
                .uint(delay.toSeconds(), 32)
                .int32(networkId)
                .address(owner)
                .uint(asked.getEpochSecond(), 32)
                .maybeRef(paid)
                .end();
    }

    /** What stands where this code and data are. */
    public static ExitContractState contract(Digest code, Cell data) {
        if (!code.equals(ExitContract.code().hash())) {
            return new ExitContractState.Foreign(code);
        }
        try {
            ExitStorage read = of(data);
            return new ExitContractState.Live(read.terms(), read.number(), read.root(), read.since(), read.asked());
        } catch (TonFormatException e) {
            return new ExitContractState.Foreign(code);
        }
    }

    private ExitTerms terms() {
        return new ExitTerms(key, delay.toSeconds(), networkId, owner.raw());
    }

    /** Throws {@link TonFormatException} for what is not an exit's data. */
    public static ExitStorage of(Cell data) {
        CellReader in = data.read();
        return new ExitStorage(
                in.uint(32),
                in.digest(),
                Instant.ofEpochSecond(in.uint(32)),
                Bytes.of(in.bytes(SigningKey.KEY_BYTES)),
                Duration.ofSeconds(in.uint(32)),
                in.int32(),
                in.stdAddress(),
                Instant.ofEpochSecond(in.uint(32)),
                in.maybeRef());
    }
}
