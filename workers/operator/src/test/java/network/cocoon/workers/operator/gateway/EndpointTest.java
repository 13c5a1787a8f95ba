package network.cocoon.workers.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.TonFailure;
import org.junit.jupiter.api.Test;

/** A server's pace, and its rests. */
class EndpointTest {

    private static final TonAddress ACCOUNT = new TonAddress((byte) 0, Digest.sha256());

    private final List<Duration> waits = new ArrayList<>();
    private final ScriptedServer server = new ScriptedServer(ACCOUNT);
    private long nanos;

    private final Pacing pacing = new Pacing() {
        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void sleep(Duration time) {
            waits.add(time);
            nanos += time.toNanos();
        }

        @Override
        public RandomGenerator random() {
            return new Random(1);
        }
    };

    private final Endpoint endpoint = new Endpoint(server.named("one"), Duration.ofMillis(100), pacing);

    @Test
    void calls_keep_their_distance() {
        for (int i = 0; i < 4; i++) {
            endpoint.ask(s -> s.account(ACCOUNT));
        }
        assertThat(waits).containsExactly(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(100));
    }

    @Test
    void rests_grow_to_a_minute_and_end_with_an_answer() {
        server.fails(TonFailure.Code.RATE_LIMITED);
        long longest = 0;
        for (int i = 0; i < 12; i++) {
            assertThatThrownBy(() -> endpoint.ask(s -> s.account(ACCOUNT))).isInstanceOf(TonFailure.class);
            long from = nanos;
            while (endpoint.resting()) {
                nanos += Duration.ofMillis(100).toNanos();
            }
            longest = nanos - from;
            assertThat(Duration.ofNanos(longest)).isBetween(Duration.ofMillis(400), Duration.ofSeconds(65));
        }
        assertThat(Duration.ofNanos(longest)).isGreaterThan(Duration.ofSeconds(30));
    }

    @Test
    void an_endpoint_is_https_or_on_this_machine_and_prints_no_key() {
        EndpointSettings settings = EndpointSettings.of(
                URI.create("https://toncenter.com/api/v2"), Optional.of("secret"), Duration.ofMillis(100));
        assertThat(settings).hasToString("EndpointSettings[toncenter.com]");
        assertThatThrownBy(() ->
                        EndpointSettings.of(URI.create("http://toncenter.com/api/v2"), Optional.empty(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
