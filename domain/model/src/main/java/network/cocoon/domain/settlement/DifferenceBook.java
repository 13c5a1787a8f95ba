package network.cocoon.domain.settlement;

import static network.cocoon.domain.kernel.Decision.alreadyDone;
import static network.cocoon.domain.kernel.Decision.reject;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.settlement.SettlementCommand.ReportDifferences;
import network.cocoon.domain.settlement.SettlementEvent.DifferenceFound;
import network.cocoon.domain.settlement.SettlementEvent.DifferenceResolved;
import network.cocoon.domain.settlement.SettlementState.Differences;

/** Decisions about what reconciliation found: an event when a difference appears, and one when it is no more. */
final class DifferenceBook {

    private static final Differences NONE = new Differences(List.of());

    private DifferenceBook() {}

    static Differences of(SettlementState state) {
        return switch (state) {
            case Differences book -> book;
            case SettlementState.Open _, SettlementState.Closed _, SettlementState.Payouts _ -> NONE;
        };
    }

    static Decision<SettlementEvent> decide(ReportDifferences c, Differences book) {
        if (c.found().size() > SettlementDecider.MOST_DIFFERENCES
                || !c.found().stream().allMatch(d -> d.name().alarms())
                || !areDistinct(c.found())
                || c.found().stream().anyMatch(d -> c.unread().contains(d.subject()))) {
            return reject(
                    SettlementRefusal.INVALID_DIFFERENCES,
                    "alarms, each once, none about what was not looked at, at most "
                            + SettlementDecider.MOST_DIFFERENCES);
        }
        List<SettlementEvent> events = new ArrayList<>();
        for (Difference open : book.open()) {
            if (c.found().stream().noneMatch(open::isSame) && !c.unread().contains(open.subject())) {
                events.add(new DifferenceResolved(open.name(), open.subject(), open.lt(), c.at()));
            }
        }
        for (Difference found : c.found()) {
            if (book.open().stream().noneMatch(found::isSame)) {
                events.add(new DifferenceFound(found, c.at()));
            }
        }
        return events.isEmpty() ? alreadyDone() : new Decision.Accepted<>(events);
    }

    private static boolean areDistinct(List<Difference> found) {
        return found.stream()
                        .map(d -> d.name() + " " + d.lt() + " " + d.subject())
                        .distinct()
                        .count()
                == found.size();
    }

    static Differences found(Differences book, DifferenceFound e) {
        List<Difference> open = new ArrayList<>(book.open());
        open.add(e.difference());
        return new Differences(open);
    }

    static Differences resolved(Differences book, DifferenceResolved e) {
        return new Differences(book.open().stream()
                .filter(d ->
                        d.name() != e.name() || d.lt() != e.lt() || !d.subject().equals(e.subject()))
                .toList());
    }
}
