package network.cocoon.commands.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StallTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Stall stall = new Stall(() -> now, Duration.ofSeconds(10));

    private boolean after(int seconds, long position, boolean behind) {
        now = now.plusSeconds(seconds);
        return stall.found(position, behind);
    }

    @Test
    void standing_still_with_work_waiting_is_a_stall() {
        assertThat(after(0, 5, true)).isFalse();
        assertThat(after(9, 5, true)).isFalse();
        assertThat(after(1, 5, true)).isTrue();
        assertThat(after(1, 6, true)).as("it moves again").isFalse();
    }

    @Test
    void standing_still_with_nothing_to_do_is_none() {
        assertThat(after(0, 5, false)).isFalse();
        assertThat(after(60, 5, false)).isFalse();
    }

    @Test
    void a_long_pause_between_two_looks_is_none() {
        assertThat(after(0, 5, false)).isFalse();
        assertThat(after(60, 5, true))
                .as("behind since just now, for all that is known")
                .isFalse();
        assertThat(after(60, 7, true)).isFalse();
    }
}
