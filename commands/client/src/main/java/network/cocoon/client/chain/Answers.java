package network.cocoon.client.chain;

import java.time.Instant;
import java.util.Base64;
import network.cocoon.client.chain.ChainException.Code;
import network.cocoon.domain.attestation.MasterBlock;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.wire.ton.BagOfCells;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonFormatException;
import tools.jackson.databind.JsonNode;

/** Reads a stranger's answers: what was asked for, or a {@link ChainException} and nothing else. */
final class Answers {

    /** A registry's data has two cells. */
    private static final BagOfCells.Limits REGISTRY = new BagOfCells.Limits(4 * 1024, 8);

    private static final int LONGEST_TEXT = 8 * 1024;
    private static final long LARGEST_32_BITS = 0xFFFF_FFFFL;
    private static final int MASTERCHAIN = -1;

    private Answers() {}

    static long newest(JsonNode info) throws ChainException {
        JsonNode last = info.path("last");
        demand(number(last.path("workchain")) == MASTERCHAIN);
        return seqno(last);
    }

    static MasterBlock block(JsonNode header, long asked) throws ChainException {
        JsonNode id = header.path("id");
        long networkId = number(header.path("global_id"));
        long time = number(header.path("gen_utime"));
        demand(number(id.path("workchain")) == MASTERCHAIN
                && seqno(id) == asked
                && networkId == (int) networkId
                && time >= 0
                && time <= LARGEST_32_BITS);
        byte[] rootHash = base64(id.path("root_hash"));
        demand(rootHash.length == Digest.BYTES);
        return new MasterBlock((int) networkId, asked, Digest.of(rootHash), Instant.ofEpochSecond(time));
    }

    static RegistryStorage registry(JsonNode account) throws ChainException {
        if (!text(account.path("state")).equals("active")) {
            throw new ChainException(
                    Code.REGISTRY_ABSENT, "there is no contract at the registry's address; check address and network");
        }
        try {
            return RegistryStorage.of(Cell.ofBoc(base64(account.path("data")), REGISTRY));
        } catch (TonFormatException | IllegalArgumentException e) {
            throw new ChainException(
                    Code.REGISTRY_ABSENT,
                    "the contract at the registry's address is no registry; check the address",
                    e);
        }
    }

    static ChainException notAsPromised() {
        return new ChainException(
                Code.CHAIN_ANSWER_FALSE, "a server's answer is not what toncenter's API promises; name other servers");
    }

    private static long seqno(JsonNode block) throws ChainException {
        long seqno = number(block.path("seqno"));
        demand(seqno >= 0 && seqno <= LARGEST_32_BITS);
        return seqno;
    }

    private static long number(JsonNode node) throws ChainException {
        demand(node.isIntegralNumber() && node.canConvertToLong());
        return node.longValue();
    }

    private static String text(JsonNode node) throws ChainException {
        demand(node.isString() && node.stringValue().length() <= LONGEST_TEXT);
        return node.stringValue();
    }

    private static byte[] base64(JsonNode node) throws ChainException {
        try {
            return Base64.getDecoder().decode(text(node));
        } catch (IllegalArgumentException e) {
            throw notAsPromised();
        }
    }

    private static void demand(boolean holds) throws ChainException {
        if (!holds) {
            throw notAsPromised();
        }
    }
}
