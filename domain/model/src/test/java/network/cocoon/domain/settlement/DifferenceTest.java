package network.cocoon.domain.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import network.cocoon.domain.kernel.DeciderFixture;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.SettlementCommand.ReportDifferences;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private static final Instant NOW = Instant.parse("2026-11-21T00:05:00Z");
    private static final Difference BALANCE = of(DifferenceName.BALANCE_DIFFERS, "a", 1);
    private static final Difference OVERDUE = of(DifferenceName.PAYOUT_OVERDUE, "batch 3", 2);

    private final DeciderFixture<SettlementCommand, SettlementState, SettlementEvent> book =
            DeciderFixture.of(new SettlementDecider());

    private static Difference of(DifferenceName name, String subject, long chain) {
        return new Difference(name, subject, null, 0, Nanoton.ZERO, Nanoton.of(chain), NOW);
    }

    private static ReportDifferences report(List<String> unread, Difference... found) {
        return new ReportDifferences(List.of(found), unread, NOW);
    }

    @Test
    void an_event_when_it_appears_and_one_when_it_is_no_more() {
        var one = book.given(report(List.of(), BALANCE));
        var resolved = new SettlementEvent.DifferenceResolved(DifferenceName.BALANCE_DIFFERS, "a", 0, NOW);
        var found = new SettlementEvent.DifferenceFound(OVERDUE, NOW);
        assertThat(one.thenAccepted(report(List.of(), BALANCE, OVERDUE))).containsExactly(found);
        assertThat(one.thenAccepted(report(List.of()))).containsExactly(resolved);
        assertThat(one.thenAccepted(report(List.of(), OVERDUE))).containsExactly(resolved, found);
    }

    @Test
    void nothing_new_is_no_event() {
        book.given(report(List.of(), BALANCE))
                .thenAlreadyDone(report(List.of(), of(DifferenceName.BALANCE_DIFFERS, "a", 55)));
        book.thenAlreadyDone(report(List.of()));
    }

    @Test
    void what_nobody_looked_at_stays_open() {
        book.given(report(List.of(), BALANCE)).thenAlreadyDone(report(List.of("a")));
    }

    @Test
    void only_alarms_each_once_about_what_was_looked_at() {
        Difference explained = of(DifferenceName.PAYOUT_ON_ITS_WAY, "batch 1", 0);
        book.thenRefused(report(List.of(), explained), SettlementRefusal.INVALID_DIFFERENCES);
        book.thenRefused(report(List.of(), BALANCE, BALANCE), SettlementRefusal.INVALID_DIFFERENCES);
        book.thenRefused(report(List.of("a"), BALANCE), SettlementRefusal.INVALID_DIFFERENCES);
    }

    /** Whatever rounds find, what is open is what the last one found and what it could not look at. */
    @Property(tries = 300)
    void open_is_what_the_last_round_found(@ForAll long seed) {
        Random random = new Random(seed);
        SettlementDecider decider = new SettlementDecider();
        SettlementState state = decider.initial();
        Set<Difference> expected = new HashSet<>();
        for (int round = 0; round < 20; round++) {
            List<Difference> found = new ArrayList<>();
            List<String> unread = new ArrayList<>();
            for (String subject : List.of("a", "b", "c")) {
                boolean looked = random.nextInt(4) > 0;
                if (!looked) {
                    unread.add(subject);
                    continue;
                }
                expected.removeIf(d -> d.subject().equals(subject));
                Arrays.stream(DifferenceName.values())
                        .filter(name -> name.alarms() && random.nextInt(8) == 0)
                        .map(name -> of(name, subject, 0))
                        .forEach(d -> {
                            found.add(d);
                            expected.add(d);
                        });
            }
            var decision = decider.decide(new ReportDifferences(found, unread, NOW), state);
            if (decision instanceof Decision.Accepted<SettlementEvent> accepted) {
                for (SettlementEvent event : accepted.events()) {
                    state = decider.evolve(state, event);
                }
            }
            assertThat(state instanceof SettlementState.Differences d ? new HashSet<>(d.open()) : Set.of())
                    .isEqualTo(expected);
        }
    }
}
