package network.cocoon.workers.devchain.http;

import java.math.BigInteger;
import java.util.Base64;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.devchain.chain.StoredTransaction;
import network.cocoon.workers.tvm.block.ActionPhase;
import network.cocoon.workers.tvm.block.Comment;
import network.cocoon.workers.tvm.block.Message;
import network.cocoon.workers.tvm.block.StateInit;
import network.cocoon.workers.tvm.block.Transaction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A transaction as toncenter's getTransactions has it (raw.transaction). */
final class TransactionJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private TransactionJson() {}

    static ObjectNode of(StoredTransaction stored) {
        Transaction transaction = stored.transaction();
        BigInteger storage = transaction.phases().storageFees();
        // What it cost the account: with the fees of carrying messages on, which total_fees leaves out.
        BigInteger fee = transaction.totalFees().add(carrying(transaction));
        ObjectNode out = JSON.createObjectNode().put("@type", "raw.transaction");
        out.set(
                "address",
                JSON.createObjectNode()
                        .put("@type", "accountAddress")
                        .put("account_address", stored.address().friendly(true, false)));
        out.put("account", stored.address().raw());
        out.put("utime", transaction.now());
        out.put("data", StackJson.boc(transaction.cell()));
        out.set("transaction_id", id(transaction.lt(), transaction.hash()));
        out.put("fee", fee.toString());
        out.put("storage_fee", storage.toString());
        out.put("other_fee", fee.subtract(storage).toString());
        Message in = transaction.in();
        if (in != null) {
            out.set("in_msg", message(in));
        }
        ArrayNode sent = JSON.createArrayNode();
        transaction.out().forEach(message -> sent.add(message(message)));
        out.set("out_msgs", sent);
        return out;
    }

    static ObjectNode id(long lt, Digest hash) {
        return JSON.createObjectNode()
                .put("@type", "internal.transactionId")
                .put("lt", Long.toString(lt))
                .put("hash", base64(hash));
    }

    static String base64(Digest hash) {
        return Base64.getEncoder().encodeToString(hash.raw());
    }

    private static BigInteger carrying(Transaction transaction) {
        ActionPhase action = transaction.phases().action();
        return action == null ? BigInteger.ZERO : action.forwardFees().subtract(action.actionFees());
    }

    private static ObjectNode message(Message message) {
        ObjectNode out = JSON.createObjectNode().put("@type", "raw.message");
        out.put("hash", base64(message.cell().hash()));
        switch (message) {
            case Message.Internal internal ->
                fields(
                        out,
                        friendly(internal.source()),
                        friendly(internal.destination()),
                        internal.value(),
                        internal.forwardFee(),
                        internal.createdLt());
            case Message.ExternalIn in ->
                fields(out, "", friendly(in.destination()), BigInteger.ZERO, BigInteger.ZERO, 0);
            case Message.ExternalOut external ->
                fields(out, friendly(external.source()), "", BigInteger.ZERO, BigInteger.ZERO, external.createdLt());
        }
        Cell body = message.body();
        out.put("body_hash", base64(body.hash()));
        StateInit init = message.init();
        out.set(
                "msg_data",
                JSON.createObjectNode()
                        .put("@type", "msg.dataRaw")
                        .put("body", StackJson.boc(body))
                        .put("init_state", init == null ? "" : StackJson.boc(init.toCell())));
        out.put("message", Comment.of(body).orElse(""));
        return out;
    }

    private static void fields(
            ObjectNode out, String source, String destination, BigInteger value, BigInteger fee, long lt) {
        out.put("source", source);
        out.put("destination", destination);
        out.put("value", value.toString());
        out.set("extra_currencies", JSON.createArrayNode());
        out.put("fwd_fee", fee.toString());
        out.put("ihr_fee", "0");
        out.put("created_lt", Long.toString(lt));
    }

    private static String friendly(@Nullable TonAddress address) {
        return address == null ? "" : address.friendly(true, false);
    }
}
