package network.cocoon.workers.tvm;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.Crc16;
import network.cocoon.wire.ton.TonAddress;
import org.jspecify.annotations.Nullable;

/**
 * A question to a contract.
 *
 * @param balance   nanoton that the contract sees
 * @param now       Unix seconds that it sees
 * @param method    number; {@link #method(String)} has it for a name
 * @param arguments the last is on top
 * @param gasLimit  the network's own servers allow a million
 */
public record GetMethodRun(
        TonAddress address,
        Cell code,
        Cell data,
        BigInteger balance,
        long now,
        int method,
        List<StackValue> arguments,
        Digest seed,
        long gasLimit,
        @Nullable Cell libraries) {

    public static final long GAS_LIMIT = 1_000_000;

    /** Not zeros: for those the emulator draws its own. */
    private static final Digest NO_SEED = Digest.sha256();

    public GetMethodRun {
        arguments = List.copyOf(arguments);
    }

    public static GetMethodRun of(
            TonAddress address,
            Cell code,
            Cell data,
            BigInteger balance,
            long now,
            String method,
            StackValue... arguments) {
        return new GetMethodRun(
                address, code, data, balance, now, method(method), List.of(arguments), NO_SEED, GAS_LIMIT, null);
    }

    /** As compilers number methods by their names. */
    public static int method(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return Crc16.of(bytes, 0, bytes.length) | 0x10000;
    }
}
