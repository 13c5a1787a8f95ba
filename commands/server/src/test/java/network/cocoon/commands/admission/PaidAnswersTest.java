package network.cocoon.commands.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.registry.Charge;
import org.junit.jupiter.api.Test;

class PaidAnswersTest {

    private static final Instant T0 = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final AccountId ONE = app(1);
    private static final AccountId OTHER = app(2);
    private static final ProviderId OWNER = provider(1);

    private final PaidAnswers paid = new PaidAnswers();

    @Test
    void what_was_paid_counts_by_app_and_by_provider() {
        paid.add(answer(ONE, OWNER, 5, T0));
        paid.add(answer(ONE, OWNER, 7, T0));
        paid.add(answer(ONE, provider(2), 11, T0));
        paid.add(answer(OTHER, OWNER, 13, T0));
        assertThat(paid.of(ONE, OWNER)).isEqualTo(Nanoton.of(12));
        assertThat(paid.of(ONE, provider(2))).isEqualTo(Nanoton.of(11));
        assertThat(paid.of(OTHER, OWNER)).isEqualTo(Nanoton.of(13));
        assertThat(paid.of(OTHER, provider(2))).isEqualTo(Nanoton.ZERO);
        paid.forget(ONE);
        assertThat(paid.of(ONE, OWNER)).isEqualTo(Nanoton.ZERO);
        assertThat(paid.of(OTHER, OWNER)).isEqualTo(Nanoton.of(13));
    }

    @Test
    void who_was_away_for_long_begins_anew() {
        paid.add(answer(ONE, OWNER, 5, T0));
        paid.add(answer(ONE, OWNER, 5, T0.plusSeconds(1)));
        paid.add(answer(ONE, provider(2), 5, T0));
        paid.forget(T0.plusSeconds(1).plus(HOUR), HOUR);
        assertThat(paid.of(ONE, OWNER)).isEqualTo(Nanoton.of(10));
        assertThat(paid.of(ONE, provider(2))).isEqualTo(Nanoton.ZERO);
        paid.forget(T0.plusSeconds(2).plus(HOUR), HOUR);
        assertThat(paid.of(ONE, OWNER)).isEqualTo(Nanoton.ZERO);
    }

    @Test
    void as_many_as_come_take_bounded_room_and_sums_do_not_overflow() {
        for (int i = 0; i < 20_000; i++) {
            paid.add(answer(app(i), OWNER, 1, T0));
            paid.add(answer(ONE, provider(i), 1, T0));
        }
        assertThat(paid.of(app(19_999), OWNER)).isEqualTo(Nanoton.ZERO);
        assertThat(paid.of(ONE, provider(19_999))).isEqualTo(Nanoton.ZERO);
        paid.add(answer(ONE, OWNER, Long.MAX_VALUE, T0));
        paid.add(answer(ONE, OWNER, Long.MAX_VALUE, T0));
        assertThat(paid.of(ONE, OWNER)).isEqualTo(Nanoton.of(Long.MAX_VALUE));
    }

    @Test
    void what_was_broken_off_weighs_more_than_what_was_paid() {
        assertThat(frames(0, WindowBook.PROVEN * 100 - 1)).isEqualTo(Head.DEFAULT_WINDOW);
        assertThat(frames(0, WindowBook.PROVEN * 100)).isEqualTo(WindowBook.EARNED);
        assertThat(frames(0, WindowBook.LONG_PROVEN * 100 - 1)).isEqualTo(WindowBook.EARNED);
        assertThat(frames(0, WindowBook.LONG_PROVEN * 100)).isEqualTo(Head.MAX_WINDOW);
        assertThat(frames(1, WindowBook.LONG_PROVEN * 100)).isEqualTo(Head.DEFAULT_WINDOW);
        assertThat(frames(WindowBook.OFTEN, WindowBook.LONG_PROVEN * 100)).isEqualTo(1);
        assertThat(WindowBook.frames(0, Nanoton.ZERO, Nanoton.ZERO)).isEqualTo(Head.DEFAULT_WINDOW);
    }

    private static int frames(long left, long paid) {
        return WindowBook.frames(left, Nanoton.of(paid), Nanoton.of(100));
    }

    private static AccountId app(int number) {
        return new AccountId("app_" + "%032x".formatted(number));
    }

    private static ProviderId provider(int number) {
        return new ProviderId("own_" + "%032x".formatted(number));
    }

    private static InferenceEvent.Completed answer(AccountId app, ProviderId provider, long cost, Instant at) {
        Nanoton all = Nanoton.of(cost);
        return new InferenceEvent.Completed(
                new RequestId("0".repeat(32)),
                app,
                new WorkerId("gpu_" + "0".repeat(32)),
                provider,
                1,
                TokenUsage.NONE,
                new Charge(all, all, Nanoton.ZERO),
                Bytes.of(new byte[1]),
                Bytes.of(new byte[64]),
                at,
                at,
                new LaneMove(0, 1, 1),
                new SlotMove(1, -1),
                at);
    }
}
