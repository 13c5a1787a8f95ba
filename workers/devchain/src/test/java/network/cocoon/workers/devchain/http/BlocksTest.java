package network.cocoon.workers.devchain.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.devchain.chain.Head;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Blocks, as toncenter shows them. */
class BlocksTest {

    private static final String MASTERCHAIN = "workchain=-1&shard=-9223372036854775808&seqno=";

    @Test
    void a_block_stays_what_it_was_when_it_was_the_newest() throws Exception {
        try (RunningChain running = RunningChain.start()) {
            running.chain().give(new TonAddress((byte) 0, Digest.sha256(new byte[] {1})), BigInteger.TEN);
            Head then = running.chain().head();
            running.chain().advance(60);
            running.chain().produce();

            JsonNode header = result(running, "getBlockHeader?" + MASTERCHAIN + then.seqno());
            assertThat(header.at("/id/seqno").longValue()).isEqualTo(then.seqno());
            assertThat(header.at("/id/workchain").intValue()).isEqualTo(-1);
            assertThat(header.at("/id/root_hash").stringValue()).isEqualTo(TransactionJson.base64(then.hash()));
            assertThat(header.at("/gen_utime").longValue()).isEqualTo(then.time());
            assertThat(header.at("/global_id").intValue()).isEqualTo(-3);
            assertThat(header.at("/prev_blocks/0/seqno").longValue()).isEqualTo(then.seqno() - 1);
            assertThat(result(running, "lookupBlock?" + MASTERCHAIN + then.seqno()))
                    .isEqualTo(header.path("id"));

            Head now = running.chain().head();
            JsonNode last = result(running, "getMasterchainInfo").path("last");
            assertThat(last).isEqualTo(result(running, "lookupBlock?" + MASTERCHAIN + now.seqno()));
        }
    }

    @Test
    void a_block_that_is_not_there_or_of_another_shard_is_refused() throws Exception {
        try (RunningChain running = RunningChain.start()) {
            assertThat(running.get("/api/v2/getBlockHeader?" + MASTERCHAIN + 1_000)
                            .statusCode())
                    .isEqualTo(500);
            assertThat(running.get("/api/v2/getBlockHeader?workchain=0&shard=-9223372036854775808&seqno=0")
                            .statusCode())
                    .isEqualTo(422);
            assertThat(running.get("/api/v2/lookupBlock?workchain=-1&shard=1&seqno=0")
                            .statusCode())
                    .isEqualTo(422);
            assertThat(running.get("/api/v2/lookupBlock?workchain=-1&shard=-9223372036854775808")
                            .statusCode())
                    .isEqualTo(422);
        }
    }

    private static JsonNode result(RunningChain running, String call) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(running.get("/api/v2/" + call).body())
                .path("result");
    }
}
