package network.cocoon.commands.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import network.cocoon.commands.TestNetwork;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.TestServer.Answer;
import network.cocoon.eventstore.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;

class ClockWatchTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void only_what_no_delay_explains_is_held_against_a_clock() {
        assertThat(ClockWatch.off(NOW, NOW.plusSeconds(1), NOW.plusSeconds(9))).isZero();
        assertThat(ClockWatch.off(NOW, NOW.minusSeconds(3), NOW.plusSeconds(9))).isEqualTo(Duration.ofSeconds(3));
        assertThat(ClockWatch.off(NOW, NOW.plusSeconds(9), NOW.plusSeconds(1))).isEqualTo(Duration.ofSeconds(-8));
    }

    static final class WrongClock {
        private static volatile Duration off = Duration.ZERO;

        @Bean
        InstantSource clock() {
            return () -> Instant.now().plus(off);
        }
    }

    @Test
    void a_node_whose_clock_is_wrong_says_so_and_decides_nothing(@TempDir Path data) throws Exception {
        try (TestDatabase database = TestDatabase.create();
                TestServer right = TestServer.on(database, data)) {
            var network = new TestNetwork(right);
            var app = network.app(10 * network.worstCase());
            var worker = network.worker(1);
            WrongClock.off = Duration.ofSeconds(5);
            TestServer wrong = TestServer.with(database, data, WrongClock.class);
            try {
                Answer refused = wrong.post("/v1/requests", app.apiKey(), network.seal(app, worker));
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.problem().code()).isEqualTo("CLOCK_WRONG");
                assertThat(wrong.get("/health/ready", null).status()).isEqualTo(503);
                assertThat(wrong.get("/health/ready", wrong.operatorToken()).text())
                        .contains("\"clock\"", "\"offMillis\":");
                WrongClock.off = Duration.ZERO;
                wrong.bean(ClockWatch.class).look();
                assertThat(wrong.post("/v1/requests", app.apiKey(), network.seal(app, worker))
                                .status())
                        .isEqualTo(202);
            } finally {
                wrong.stop();
            }
        }
    }
}
