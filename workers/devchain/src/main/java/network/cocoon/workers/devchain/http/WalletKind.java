package network.cocoon.workers.devchain.http;

import java.util.Map;
import java.util.Optional;
import network.cocoon.workers.tvm.block.ShardAccount;
import network.cocoon.workers.tvm.block.StateInit;

/** Wallets by the hash of their code, named as toncenter names them. */
final class WalletKind {

    private static final Map<String, String> BY_CODE = Map.of(
            "b61041a58a7980b946e8fb9e198e3c904d24799ffa36574ea4251c41a566f581", "wallet v3 r1",
            "84dafa449f98a6987789ba232358072bc0f76dc4524002a5d0918b9a75d2d599", "wallet v3 r2",
            "64dd54805522c5be8a9db59cea0105ccf0d08786ca79beb8cb79e880a8d7322d", "wallet v4 r1",
            "feb5ff6820e2ff0d9483e7e0d62c817d846789fb4ae580c878866d959dabd5c0", "wallet v4 r2",
            "20834b7b72b112147e1b2fb457b84e74d1a30f04f737d4f62a668e9552d2b72f", "wallet v5 r1");

    private WalletKind() {}

    static Optional<String> of(ShardAccount account) {
        StateInit contract = account.contract();
        return contract == null || contract.code() == null
                ? Optional.empty()
                : Optional.ofNullable(BY_CODE.get(contract.code().hash().hex()));
    }
}
