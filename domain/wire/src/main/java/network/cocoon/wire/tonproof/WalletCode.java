package network.cocoon.wire.tonproof;

import java.util.Arrays;
import java.util.Optional;
import network.cocoon.domain.kernel.Digest;

/** Wallets whose key is known to stand in their initial data, by the hash of their published code. */
public enum WalletCode {
    /** Sequence number, subwallet, key. */
    V3R1("b61041a58a7980b946e8fb9e198e3c904d24799ffa36574ea4251c41a566f581", 32 + 32, 0),
    /** As V3R1. */
    V3R2("84dafa449f98a6987789ba232358072bc0f76dc4524002a5d0918b9a75d2d599", 32 + 32, 0),
    /** Sequence number, subwallet, key, plugins. */
    V4R2("feb5ff6820e2ff0d9483e7e0d62c817d846789fb4ae580c878866d959dabd5c0", 32 + 32, 1),
    /** Whether signatures are taken, sequence number, wallet id, key, extensions. */
    V5R1("20834b7b72b112147e1b2fb457b84e74d1a30f04f737d4f62a668e9552d2b72f", 1 + 32 + 32, 1);

    private final String hash;
    private final int bitsBeforeKey;
    private final int bitsAfterKey;

    WalletCode(String hash, int bitsBeforeKey, int bitsAfterKey) {
        this.hash = hash;
        this.bitsBeforeKey = bitsBeforeKey;
        this.bitsAfterKey = bitsAfterKey;
    }

    static Optional<WalletCode> of(Digest hash) {
        return Arrays.stream(values())
                .filter(code -> code.hash.equals(hash.hex()))
                .findFirst();
    }

    /** Of its code cell. */
    public Digest hash() {
        return new Digest(hash);
    }

    int bitsBeforeKey() {
        return bitsBeforeKey;
    }

    /** Each says that others may act for the wallet too: a wallet that its owner just made says no. */
    int bitsAfterKey() {
        return bitsAfterKey;
    }
}
