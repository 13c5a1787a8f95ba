package network.cocoon.workers.devchain.http;

import java.math.BigDecimal;
import java.math.BigInteger;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.workers.devchain.chain.Chain;
import network.cocoon.workers.devchain.chain.ChainRefusal;
import network.cocoon.workers.devchain.chain.ChainView;
import network.cocoon.workers.devchain.chain.Faucet;
import network.cocoon.workers.devchain.chain.Head;
import network.cocoon.workers.devchain.chain.Supply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a real network does not have: money for nothing, blocks on demand, a clock that can be moved. */
final class ControlApi {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Chain chain;

    ControlApi(Chain chain) {
        this.chain = chain;
    }

    JsonNode call(String call, Params params) {
        try {
            return switch (call) {
                case "POST /faucet" -> faucet(params);
                case "POST /devchain/blocks" -> head(chain.produce());
                case "POST /devchain/advance" ->
                    head(chain.advance(params.number("seconds").orElse(0)));
                case "GET /devchain/status" -> status();
                default -> throw new ApiProblem(404, "NO_SUCH_CALL", "no such call here");
            };
        } catch (ChainRefusal e) {
            throw TonCenterApi.problem(e);
        }
    }

    private ObjectNode faucet(Params params) {
        Digest hash = chain.give(params.address("address"), amount(params));
        return JSON.createObjectNode().put("hash", TransactionJson.base64(hash));
    }

    /** In TON, with at most nine decimals, or in nanoton. */
    private static BigInteger amount(Params params) {
        if (params.has("nanoton")) {
            return params.big("nanoton");
        }
        String ton = params.text("ton");
        if (!ton.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            throw ApiProblem.invalid("argument ton is an amount such as 12.5");
        }
        return new BigDecimal(ton).movePointRight(9).toBigIntegerExact();
    }

    private ObjectNode status() {
        Supply supply = chain.supply();
        ObjectNode out = head(chain.head());
        out.put("now", chain.now());
        int waiting = chain.view(ChainView::waiting);
        int transactions = chain.view(ChainView::transactions);
        out.put("waiting", waiting);
        out.put("transactions", transactions);
        out.put("faucet", Faucet.ADDRESS.raw());
        out.put("nanoton_accounts", supply.accounts().toString());
        out.put("nanoton_in_flight", supply.inFlight().toString());
        out.put("nanoton_fees", supply.collected().toString());
        out.put("nanoton_total", supply.total().toString());
        return out;
    }

    private static ObjectNode head(Head head) {
        return JSON.createObjectNode()
                .put("seqno", head.seqno())
                .put("time", head.time())
                .put("lt", head.lt())
                .put("hash", head.hash().hex());
    }
}
