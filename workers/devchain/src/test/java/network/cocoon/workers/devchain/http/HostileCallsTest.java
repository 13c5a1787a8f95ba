package network.cocoon.workers.devchain.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.devchain.chain.Faucet;
import network.cocoon.workers.tvm.block.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the answer is a refusal with a code, and the chain goes on. */
class HostileCallsTest {

    private static final String SEND = "/api/v2/sendBoc";
    private static final String RUN = "/api/v2/runGetMethod";

    private static RunningChain running;

    @BeforeAll
    static void start() throws IOException {
        running = RunningChain.start();
    }

    @AfterAll
    static void stop() throws IOException {
        running.close();
    }

    @Test
    void changed_messages_are_refused_by_code() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(7);
        Cell body = CellBuilder.begin()
                .uint(3, 8)
                .ref(CellBuilder.begin().uint(1, 9).end())
                .end();
        byte[] good = Message.external(Faucet.ADDRESS, null, body).toBoc();
        for (int i = 0; i < 150; i++) {
            byte[] boc = withoutChecksum(good);
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                boc[random.nextInt(boc.length)] ^= (byte) (1 << random.nextInt(8));
            }
            sendable(boc);
        }
        running.chain().give(new TonAddress((byte) 0, Digest.of(new byte[32])), Faucet.MOST);
        assertThat(running.chain().supply().total()).isEqualTo(Faucet.SUPPLY);
    }

    @Test
    void random_cells_are_refused_by_code() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 100; i++) {
            sendable(cell(random, 4).toBoc());
        }
    }

    @Test
    void bad_calls_are_refused_by_code() throws IOException, InterruptedException {
        refused(running.post(SEND, "{"), 422);
        refused(running.post(SEND, "[]"), 422);
        refused(running.post(SEND, "{}"), 422);
        refused(running.post(SEND, "{\"boc\":{}}"), 422);
        refused(running.post(SEND, "{\"boc\":\"%%%\"}"), 422);
        refused(running.post(SEND, "{\"boc\":\"" + "A".repeat(300_000) + "\"}"), 413);
        refused(running.post(SEND, "[".repeat(5_000)), 422);
        refused(running.get("/api/v2/getAddressBalance"), 422);
        refused(running.get("/api/v2/getAddressBalance?address=" + "0:" + "g".repeat(64)), 422);
        refused(running.get("/api/v2/getAddressBalance?address=0:" + "0".repeat(9_000)), 414);
        String nobody = "0:" + "0".repeat(63) + "7";
        refused(running.get("/api/v2/getTransactions?limit=1000&address=" + nobody), 422);
        refused(running.get("/api/v2/getTransactions?lt=-1&address=" + nobody), 422);
        refused(running.get("/api/v2/getTransactions?hash=zz&address=" + nobody), 422);
        refused(running.get("/api/v2/nothing"), 404);
        for (String stack : new String[] {
            "5",
            "[5]",
            "[[]]",
            "[[\"num\"]]",
            "[[\"num\",\"0x\"]]",
            "[[\"num\",1.5]]",
            "[[\"cell\",\"AAAA\"]]",
            "[[\"tuple\",{}]]",
            "[[\"num\",\"" + "9".repeat(79) + "\"]]",
            "[[\"slice\",{\"bytes\":[]}]]"
        }) {
            refused(
                    running.post(
                            RUN,
                            "{\"address\":\"" + Faucet.ADDRESS.raw() + "\",\"method\":\"m\",\"stack\":" + stack + "}"),
                    422);
        }
    }

    @Test
    void the_faucet_and_the_clock_have_bounds_and_pages_of_others_are_kept_out()
            throws IOException, InterruptedException {
        String someone = "0:" + "0".repeat(63) + "5";
        assertThat(running.post("/faucet?ton=1.5&address=" + someone, "").statusCode())
                .isEqualTo(200);
        assertThat(running.get("/api/v2/getAddressBalance?address=" + someone).body())
                .contains("1500000000");
        assertThat(running.post("/faucet?ton=0&address=" + someone, "").body()).contains("FAUCET_AMOUNT");
        assertThat(running.post("/faucet?ton=-1&address=" + someone, "").statusCode())
                .isEqualTo(422);
        assertThat(running.post("/faucet?nanoton=9" + "0".repeat(60) + "&address=" + someone, "")
                        .body())
                .contains("FAUCET_AMOUNT");
        assertThat(running.post("/devchain/advance?seconds=99999999999", "").body())
                .contains("TIME_STEP");
        assertThat(running.get("/devchain/advance?seconds=5").statusCode()).isEqualTo(404);
        HttpResponse<String> page = running.from("http://evil.example", "/faucet?ton=1&address=" + someone);
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    private static void sendable(byte[] boc) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                running.post(SEND, "{\"boc\":\"" + Base64.getEncoder().encodeToString(boc) + "\"}");
        if (answer.statusCode() != 200) {
            refused(answer, 422, 500);
            assertThat(answer.body()).doesNotContain("EMULATOR_FAILED");
        }
    }

    private static void refused(HttpResponse<String> answer, int... statuses) {
        assertThat(statuses).as(answer.body()).contains(answer.statusCode());
        if (answer.statusCode() != 400) {
            assertThat(answer.body()).contains("\"ok\":false").containsPattern("\"reason\":\"[A-Z_]+\"");
        }
    }

    /** So that a changed bit reaches the reader of cells. */
    private static byte[] withoutChecksum(byte[] boc) {
        byte[] out = Arrays.copyOf(boc, boc.length - 4);
        out[4] &= ~0x40;
        return out;
    }

    private static Cell cell(SplittableRandom random, int depth) {
        CellBuilder out = CellBuilder.begin();
        // Mostly the beginning of an external message to the faucet.
        if (random.nextInt(3) > 0) {
            out.uint(0b1000, 4).address(Faucet.ADDRESS).coins(0);
        }
        for (int bits = random.nextInt(600); bits > 0; bits--) {
            out.bit(random.nextBoolean());
        }
        for (int refs = depth == 0 ? 0 : random.nextInt(5); refs > 0; refs--) {
            out.ref(cell(random, depth - 1));
        }
        return out.end();
    }
}
