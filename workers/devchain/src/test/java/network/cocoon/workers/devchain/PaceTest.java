package network.cocoon.workers.devchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import network.cocoon.workers.devchain.chain.Chain;
import network.cocoon.workers.devchain.chain.ChainSettings;
import network.cocoon.workers.tvm.Tvm;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Instant START = Instant.ofEpochSecond(1_800_000_000);

    @Test
    void an_instant_chain_on_which_nothing_happens_has_a_block_now_and_then() throws IOException, InterruptedException {
        AtomicReference<Instant> now = new AtomicReference<>(START);
        InstantSource clock = now::get;
        try (Tvm tvm = Tvm.start();
                Chain chain = Chain.inMemory(ChainSettings.INSTANT, clock, tvm);
                Pace _ = Pace.start(chain, ChainSettings.INSTANT)) {
            now.set(START.plusSeconds(4));
            Thread.sleep(500);
            assertThat(chain.head().seqno())
                    .as("its newest block is not old yet")
                    .isZero();
            now.set(START.plusSeconds(5));
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (chain.head().seqno() == 0) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(20);
            }
            assertThat(chain.head().time()).isEqualTo(START.getEpochSecond() + 5);
            Thread.sleep(500);
            assertThat(chain.head().seqno()).isEqualTo(1);
        }
    }
}
