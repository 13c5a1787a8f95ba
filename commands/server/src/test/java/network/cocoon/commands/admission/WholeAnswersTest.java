package network.cocoon.commands.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.kernel.AccountId;
import org.junit.jupiter.api.Test;

class WholeAnswersTest {

    private static final Instant T0 = Instant.parse("2026-11-22T12:00:00Z");
    private static final AccountId ONE = new AccountId("app_" + "a".repeat(32));
    private static final AccountId OTHER = new AccountId("app_" + "b".repeat(32));

    private final WholeAnswers whole = new WholeAnswers();

    @Test
    void each_account_has_its_own_answers() {
        whole.add(ONE, T0);
        whole.add(ONE, T0);
        whole.add(OTHER, T0);
        assertThat(whole.of(ONE)).isEqualTo(2);
        assertThat(whole.of(OTHER)).isEqualTo(1);
    }

    @Test
    void who_was_away_for_long_begins_anew() {
        for (int i = 0; i < 9; i++) {
            whole.add(ONE, T0.plusSeconds(i));
        }
        whole.forget(T0.plusSeconds(8).plus(Duration.ofHours(1)), Duration.ofHours(1));
        assertThat(whole.of(ONE)).isEqualTo(9);
        whole.forget(T0.plusSeconds(9).plus(Duration.ofHours(1)), Duration.ofHours(1));
        assertThat(whole.of(ONE)).isZero();
    }

    @Test
    void what_was_broken_off_weighs_more_than_what_was_paid() {
        assertThat(WindowBook.frames(0, WindowBook.PROVEN - 1)).isEqualTo(Head.DEFAULT_WINDOW);
        assertThat(WindowBook.frames(0, WindowBook.PROVEN)).isEqualTo(WindowBook.EARNED);
        assertThat(WindowBook.frames(0, WindowBook.LONG_PROVEN)).isEqualTo(Head.MAX_WINDOW);
        assertThat(WindowBook.frames(1, WindowBook.LONG_PROVEN)).isEqualTo(Head.DEFAULT_WINDOW);
        assertThat(WindowBook.frames(WindowBook.OFTEN, WindowBook.LONG_PROVEN)).isEqualTo(1);
    }
}
