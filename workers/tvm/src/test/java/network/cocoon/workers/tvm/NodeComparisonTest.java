package network.cocoon.workers.tvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.tvm.block.Message;
import network.cocoon.workers.tvm.block.ShardAccount;
import network.cocoon.workers.tvm.block.StateInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The host that we are for the emulator changes nothing: under Node, with Emscripten's own, it says the same. */
class NodeComparisonTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long NOW = 1_750_000_000L;

    @Test
    void node_gives_the_same_bytes(@TempDir Path folder) throws IOException, InterruptedException {
        List<String> calls = new ArrayList<>();
        String config = base64(Tvm.slimConfig());
        WasmEmulator emulator = new WasmEmulator();
        int handle = emulator.create(config, 0);
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 120; i++) {
            Cell code = code(random);
            StateInit init = StateInit.of(code, CellBuilder.begin().uint(i, 32).end());
            ShardAccount account = i % 5 == 0
                    ? ShardAccount.none()
                    : ShardAccount.active(
                            init.address(), init, BigInteger.valueOf(random.nextLong(2_000_000_000L)), NOW);
            String params = "{\"utime\":" + (NOW + random.nextInt(100_000_000)) + ",\"lt\":\"" + (1000 + i)
                    + "\",\"rand_seed\":\"" + "1".repeat(64) + "\",\"ignore_chksig\":false,\"debug_enabled\":false}";
            String[] args = {base64(account.cell()), base64(message(init, random)), params};
            String answer = emulator.emulate(handle, null, args[0], args[1], args[2]);
            calls.add(line("emulate", answer, config, args));
        }
        for (int i = 0; i < 15; i++) {
            Cell code = code(random);
            String params = "{\"code\":\"" + base64(code) + "\",\"data\":\"" + base64(Cell.EMPTY)
                    + "\",\"verbosity\":0,\"libs\":\"\",\"address\":\"0:" + "0".repeat(64) + "\",\"unixtime\":" + NOW
                    + ",\"balance\":\"1\",\"rand_seed\":\"" + "1".repeat(64)
                    + "\",\"gas_limit\":\"10000\",\"method_id\":" + i + ",\"debug_enabled\":false}";
            String stack = base64(StackCodec.encode(List.of(StackValue.of(i), StackValue.slice(code))));
            String answer;
            try {
                answer = emulator.runGetMethod(params, stack, config);
            } catch (CxxThrown e) {
                answer = "threw";
                emulator = new WasmEmulator();
            }
            calls.add(line("get", answer, params, stack, config));
        }
        Path file = folder.resolve("calls");
        Files.write(file, calls);
        assertThat(node(file)).isEqualTo("same: " + calls.size());
    }

    private static String node(Path calls) throws IOException, InterruptedException {
        Path script = calls.resolveSibling("replay.cjs");
        Files.write(script, Resources.bytes("replay.cjs"));
        Path emulator = Path.of("target", "emulator").toAbsolutePath();
        Process process = new ProcessBuilder("node", script.toString(), emulator.toString(), calls.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readNBytes(100_000), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said.strip();
    }

    /** Contracts that accept, store, send, throw, run out of gas, or are no code at all. */
    private static Cell code(SplittableRandom random) {
        String[] known = {"F800", "F800804DF2F0", "804DF2F0", "DDF800D4D30730FB00", "F800ED44ED54"};
        int drawn = random.nextInt(known.length + 3);
        if (drawn < known.length) {
            return CellBuilder.begin()
                    .bytes(HexFormat.of().parseHex(known[drawn]))
                    .end();
        }
        byte[] noise = new byte[random.nextInt(1, 40)];
        random.nextBytes(noise);
        return CellBuilder.begin().bytes(noise).end();
    }

    private static Cell message(StateInit init, SplittableRandom random) {
        TonAddress other = new TonAddress((byte) 0, Digest.sha256(new byte[] {(byte) random.nextInt()}));
        Cell inner = Message.internal(null, other, BigInteger.valueOf(1000), true, 0, 0, null, Cell.EMPTY);
        Cell body = CellBuilder.begin().uint(random.nextInt(4), 8).ref(inner).end();
        StateInit deploy = random.nextBoolean() ? init : null;
        return random.nextBoolean()
                ? Message.external(init.address(), deploy, body)
                : Message.internal(
                        other,
                        init.address(),
                        BigInteger.valueOf(5_000_000),
                        random.nextBoolean(),
                        5,
                        NOW,
                        deploy,
                        body);
    }

    private static String line(String call, String answer, String first, String... more) {
        ArrayNode args = JSON.createArrayNode().add(first);
        for (String arg : more) {
            args.add(arg);
        }
        ObjectNode line = JSON.createObjectNode().put("call", call).put("answer", answer);
        line.set("args", args);
        return line.toString();
    }

    private static String base64(Cell cell) {
        return Base64.getEncoder().encodeToString(cell.toBoc());
    }
}
