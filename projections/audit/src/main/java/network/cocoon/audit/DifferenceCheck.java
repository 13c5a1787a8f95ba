package network.cocoon.audit;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.SettlementCommand;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.settlement.SettlementState;

/** What the operator's own reconciliation found: opened once, resolved once. Whether it is true is asked of the chain. */
final class DifferenceCheck {

    private final SettlementDecider decider = new SettlementDecider();
    private SettlementState state = decider.initial();

    void found(SettlementEvent.DifferenceFound e, Place place) {
        List<Difference> found = about(e.difference().subject());
        found.add(e.difference());
        decided(e, e.difference().subject(), found, place);
    }

    void resolved(SettlementEvent.DifferenceResolved e, Place place) {
        List<Difference> found = about(e.subject());
        found.removeIf(d -> d.name() == e.name() && d.lt() == e.lt());
        decided(e, e.subject(), found, place);
    }

    /** One event at a time: of a round that found more, the rest counts as not looked at. */
    private void decided(SettlementEvent event, String subject, List<Difference> found, Place place) {
        Sequences.onItsStream(SettlementDecider.RECONCILIATION, place);
        List<String> others = open().stream()
                .map(Difference::subject)
                .filter(other -> !other.equals(subject))
                .distinct()
                .toList();
        place.decided(decider.decide(new SettlementCommand.ReportDifferences(found, others, event.at()), state), event);
        state = decider.evolve(state, event);
    }

    private List<Difference> about(String subject) {
        return new ArrayList<>(
                open().stream().filter(d -> d.subject().equals(subject)).toList());
    }

    private List<Difference> open() {
        return state instanceof SettlementState.Differences book ? book.open() : List.of();
    }
}
