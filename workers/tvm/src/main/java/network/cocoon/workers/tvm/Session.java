package network.cocoon.workers.tvm;

import java.util.Base64;
import java.util.List;
import network.cocoon.wire.ton.BagOfCells;
import network.cocoon.wire.ton.Cell;
import network.cocoon.workers.tvm.block.ShardAccount;
import network.cocoon.workers.tvm.block.Transaction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One emulator with one network's parameters; speaks its JSON. For one thread. */
final class Session {

    private static final JsonMapper JSON = JsonMapper.shared();
    /** The TVM's log of instructions is as long as the gas allows; the short one has exceptions only. */
    private static final int SHORT_LOG = 0;

    private final WasmEmulator emulator = new WasmEmulator();
    private final String config;
    private final int handle;

    Session(Cell config) {
        this.config = text(config);
        this.handle = emulator.create(this.config, SHORT_LOG);
        if (handle == 0) {
            throw new EmulatorException("the emulator does not take these parameters of the network");
        }
    }

    long heap() {
        return emulator.heap();
    }

    TransactionResult run(TransactionRun run) {
        ObjectNode params = JSON.createObjectNode();
        params.put("utime", run.now());
        params.put("lt", Long.toString(run.lt()));
        params.put("rand_seed", run.seed().hex());
        params.put("ignore_chksig", run.ignoreSignatures());
        params.put("debug_enabled", false);
        Cell libraries = run.libraries();
        JsonNode output = output(emulator.emulate(
                handle,
                libraries == null ? null : text(libraries),
                text(run.account().cell()),
                text(run.message()),
                params.toString()));
        String log = output.path("vm_log").asString("");
        if (!output.path("success").asBoolean(false)) {
            String reason = output.path("error").asString("not said");
            return new TransactionResult.Refused(
                    reason, output.path("vm_exit_code").asInt(0), log);
        }
        return new TransactionResult.Executed(
                ShardAccount.read(cell(output, "shard_account")), Transaction.read(cell(output, "transaction")), log);
    }

    GetMethodResult get(GetMethodRun run) {
        ObjectNode params = JSON.createObjectNode();
        params.put("code", text(run.code()));
        params.put("data", text(run.data()));
        params.put("verbosity", SHORT_LOG);
        Cell libraries = run.libraries();
        params.put("libs", libraries == null ? "" : text(libraries));
        params.put("address", run.address().raw());
        params.put("unixtime", run.now());
        params.put("balance", run.balance().toString());
        params.put("rand_seed", run.seed().hex());
        params.put("gas_limit", Long.toString(run.gasLimit()));
        params.put("method_id", run.method());
        params.put("debug_enabled", false);
        JsonNode output =
                output(emulator.runGetMethod(params.toString(), text(StackCodec.encode(run.arguments())), config));
        if (!output.path("success").asBoolean(false)) {
            throw new EmulatorException(
                    "the emulator refused a get-method: " + output.path("error").asString("not said"));
        }
        int exitCode = output.path("vm_exit_code").asInt(0);
        return new GetMethodResult(
                exitCode,
                Long.parseLong(output.path("gas_used").asString("0")),
                exitCode == 0 || exitCode == 1 ? StackCodec.decode(cell(output, "stack")) : List.of(),
                output.path("vm_log").asString(""));
    }

    private static JsonNode output(String answer) {
        JsonNode root = JSON.readTree(answer);
        if (root.path("fail").asBoolean(false)) {
            throw new EmulatorException(
                    "the emulator failed: " + root.path("message").asString("not said"));
        }
        return root.path("output");
    }

    private static Cell cell(JsonNode output, String field) {
        @Nullable String boc = output.path(field).asString(null);
        if (boc == null) {
            throw new EmulatorException("the emulator's answer has no " + field);
        }
        return Cell.ofBoc(Base64.getDecoder().decode(boc), BagOfCells.Limits.STATE);
    }

    private static String text(Cell cell) {
        return Base64.getEncoder().encodeToString(cell.toBoc());
    }
}
