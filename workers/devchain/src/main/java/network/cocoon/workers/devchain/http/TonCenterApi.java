package network.cocoon.workers.devchain.http;

import java.math.BigInteger;
import java.util.List;
import java.util.OptionalLong;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.workers.devchain.chain.Chain;
import network.cocoon.workers.devchain.chain.ChainRefusal;
import network.cocoon.workers.devchain.chain.Head;
import network.cocoon.workers.devchain.chain.StoredTransaction;
import network.cocoon.workers.tvm.GetMethodResult;
import network.cocoon.workers.tvm.GetMethodRun;
import network.cocoon.workers.tvm.StackValue;
import network.cocoon.workers.tvm.block.AccountState;
import network.cocoon.workers.tvm.block.ShardAccount;
import network.cocoon.workers.tvm.block.StateInit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The methods of toncenter's API v2 that this chain answers. Errors are {@link ApiProblem}. */
final class TonCenterApi {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_TRANSACTIONS = 100;
    private static final int MAX_METHOD_NAME = 128;
    /** The exit code that toncenter gives for an address without a contract. */
    private static final int NOTHING_THERE = -13;
    /** The whole of the one shard, as the network writes it. */
    private static final String SHARD = "-9223372036854775808";

    /** The id that contracts on this chain are made for: testnet's. */
    private static final int GLOBAL_ID = -3;

    private final Chain chain;

    TonCenterApi(Chain chain) {
        this.chain = chain;
    }

    JsonNode call(String method, Params params) {
        try {
            return switch (method) {
                case "getMasterchainInfo" -> masterchainInfo();
                case "lookupBlock" -> block(-1, asked(params));
                case "getBlockHeader" -> blockHeader(asked(params));
                case "getAddressInformation" -> addressInformation(params.address("address"));
                case "getAddressBalance" -> text(account(params).balance().toString());
                case "getAddressState" -> text(state(account(params)));
                case "getWalletInformation" -> walletInformation(params.address("address"));
                case "getTransactions" -> transactions(params);
                case "runGetMethod" -> runGetMethod(params);
                case "sendBoc" -> sendBoc(params, false);
                case "sendBocReturnHash" -> sendBoc(params, true);
                default -> throw new ApiProblem(404, "NO_SUCH_METHOD", "no such method here");
            };
        } catch (ChainRefusal e) {
            throw problem(e);
        } catch (TonFormatException e) {
            throw new ApiProblem(422, e.code().name(), String.valueOf(e.getMessage()));
        }
    }

    static ApiProblem problem(ChainRefusal e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.reason()) {
            // As toncenter passes on what the lite server says.
            case NOT_ACCEPTED ->
                new ApiProblem(
                        500,
                        "NOT_ACCEPTED",
                        "LITE_SERVER_UNKNOWN: cannot apply external message to current state : " + message);
            case NOT_AN_EXTERNAL_MESSAGE, FAUCET_AMOUNT, TIME_STEP ->
                new ApiProblem(422, e.reason().name(), message);
            case NO_CONTRACT -> new ApiProblem(404, e.reason().name(), message);
            case TOO_MANY_WAITING -> new ApiProblem(429, e.reason().name(), message);
            case STORAGE_FAILED -> new ApiProblem(503, e.reason().name(), message);
        };
    }

    private ShardAccount account(Params params) {
        return chain.account(params.address("address"));
    }

    private ObjectNode masterchainInfo() {
        Head head = chain.head();
        ObjectNode out = JSON.createObjectNode().put("@type", "blocks.masterchainInfo");
        out.set("last", block(-1, head.seqno(), head.hash()));
        out.put("state_root_hash", TransactionJson.base64(head.hash()));
        out.set("init", block(-1, 0, Digest.of(new byte[32])));
        return out;
    }

    private ObjectNode block(int workchain, long seqno, Digest hash) {
        return JSON.createObjectNode()
                .put("@type", "ton.blockIdExt")
                .put("workchain", workchain)
                .put("shard", SHARD)
                .put("seqno", seqno)
                .put("root_hash", TransactionJson.base64(hash))
                .put("file_hash", TransactionJson.base64(hash));
    }

    private ObjectNode block(int workchain, Head head) {
        return block(workchain, head.seqno(), head.hash());
    }

    /** By its number alone: there is one shard. */
    private Head asked(Params params) {
        if (params.big("workchain").intValue() != -1 || !params.text("shard").equals(SHARD)) {
            throw ApiProblem.invalid("blocks are looked up in the masterchain, workchain -1 and shard " + SHARD);
        }
        long seqno = params.number("seqno").orElseThrow(() -> ApiProblem.invalid("argument seqno is missing"));
        return chain.view(view -> view.head(seqno))
                .orElseThrow(() -> new ApiProblem(
                        500, "NO_SUCH_BLOCK", "LITE_SERVER_NOTREADY: block is not in db (possibly out of sync)"));
    }

    private ObjectNode blockHeader(Head head) {
        ObjectNode out = JSON.createObjectNode().put("@type", "blocks.header");
        out.set("id", block(-1, head));
        out.put("global_id", GLOBAL_ID);
        out.put("version", 0);
        out.put("is_key_block", false);
        out.put("end_lt", Long.toString(head.lt()));
        out.put("gen_utime", head.time());
        ArrayNode before = out.putArray("prev_blocks");
        chain.view(view -> view.head(head.seqno() - 1)).ifPresent(it -> before.add(block(-1, it)));
        return out;
    }

    private ObjectNode addressInformation(TonAddress address) {
        record Seen(ShardAccount account, Head head) {}
        Seen seen = chain.view(view -> new Seen(view.account(address), view.head()));
        ShardAccount account = seen.account;
        StateInit contract = account.contract();
        ObjectNode out = JSON.createObjectNode().put("@type", "raw.fullAccountState");
        out.put("balance", account.balance().toString());
        out.set("extra_currencies", JSON.createArrayNode());
        out.put("code", contract == null ? "" : boc(contract.code()));
        out.put("data", contract == null ? "" : boc(contract.data()));
        out.set("last_transaction_id", TransactionJson.id(account.lastLt(), account.lastHash()));
        out.set("block_id", block(-1, seen.head.seqno(), seen.head.hash()));
        out.put("frozen_hash", frozenHash(account));
        out.put("sync_utime", chain.now());
        out.put("state", state(account));
        return out;
    }

    private ObjectNode walletInformation(TonAddress address) {
        ShardAccount account = chain.account(address);
        ObjectNode out = JSON.createObjectNode();
        String kind = WalletKind.of(account).orElse(null);
        out.put("wallet", kind != null);
        out.put("balance", account.balance().toString());
        out.put("account_state", state(account));
        if (kind != null) {
            out.put("wallet_type", kind);
            put(out, "seqno", address, "seqno");
            put(out, "wallet_id", address, "get_subwallet_id");
        }
        out.set("last_transaction_id", TransactionJson.id(account.lastLt(), account.lastHash()));
        return out;
    }

    private void put(ObjectNode out, String field, TonAddress address, String method) {
        GetMethodResult answer = chain.ask(address, GetMethodRun.method(method), List.of());
        if (answer.success()
                && !answer.stack().isEmpty()
                && answer.fromTop(0) instanceof StackValue.Int(BigInteger n)) {
            out.put(field, n.longValue());
        }
    }

    private ArrayNode transactions(Params params) {
        TonAddress address = params.address("address");
        OptionalLong from = params.number("lt");
        long until = params.number("to_lt").orElse(0);
        long limit = params.number("limit").orElse(10);
        if (limit < 1 || limit > MAX_TRANSACTIONS) {
            throw ApiProblem.invalid("argument limit is from 1 to " + MAX_TRANSACTIONS);
        }
        if (params.has("hash")) {
            // Only so that a wrong one is refused: lt alone says which transaction of an account.
            params.hash("hash");
        }
        List<StoredTransaction> history = chain.view(view -> view.history(address));
        ArrayNode out = JSON.createArrayNode();
        for (StoredTransaction stored : history.reversed()) {
            if (out.size() == limit || stored.lt() <= until) {
                break;
            }
            if (from.isEmpty() || stored.lt() <= from.getAsLong()) {
                out.add(TransactionJson.of(stored));
            }
        }
        return out;
    }

    private ObjectNode runGetMethod(Params params) {
        TonAddress address = params.address("address");
        String method = params.text("method");
        if (method.length() > MAX_METHOD_NAME) {
            throw ApiProblem.invalid("a method's name has at most " + MAX_METHOD_NAME + " characters");
        }
        int number = params.node("method").isNumber() || method.matches("-?\\d{1,9}")
                ? Integer.parseInt(method.matches("-?\\d{1,9}") ? method : "0")
                : GetMethodRun.method(method);
        List<StackValue> arguments = params.has("stack") ? StackJson.arguments(params.node("stack")) : List.of();
        GetMethodResult answer = chain.account(address).contract() == null
                ? new GetMethodResult(NOTHING_THERE, 0, List.of(), "")
                : chain.ask(address, number, arguments);
        ObjectNode out = JSON.createObjectNode().put("@type", "smc.runResult");
        out.put("gas_used", answer.gasUsed());
        out.set("stack", StackJson.results(answer.stack()));
        out.put("exit_code", answer.exitCode());
        return out;
    }

    private ObjectNode sendBoc(Params params, boolean withHash) {
        Digest hash = chain.send(params.cell("boc"));
        ObjectNode out = JSON.createObjectNode();
        if (withHash) {
            return out.put("@type", "raw.extMessageInfo")
                    .put("hash", TransactionJson.base64(hash))
                    .put("hash_norm", TransactionJson.base64(hash));
        }
        return out.put("@type", "ok");
    }

    static String state(ShardAccount account) {
        ShardAccount.Account there = account.account();
        return switch (there == null ? new AccountState.Uninitialised() : there.state()) {
            case AccountState.Uninitialised _ -> "uninitialized";
            case AccountState.Active _ -> "active";
            case AccountState.Frozen _ -> "frozen";
        };
    }

    private static String frozenHash(ShardAccount account) {
        ShardAccount.Account there = account.account();
        return there != null && there.state() instanceof AccountState.Frozen(Digest hash)
                ? TransactionJson.base64(hash)
                : "";
    }

    private static String boc(@Nullable Cell cell) {
        return cell == null ? "" : StackJson.boc(cell);
    }

    private static JsonNode text(String value) {
        return JSON.getNodeFactory().stringNode(value);
    }
}
