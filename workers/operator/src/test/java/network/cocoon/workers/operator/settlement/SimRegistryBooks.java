package network.cocoon.workers.operator.settlement;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.registry.Publications;
import network.cocoon.domain.registry.RegistryCommand;
import network.cocoon.domain.registry.RegistryDecider;
import network.cocoon.domain.registry.RegistryEvent;
import network.cocoon.domain.registry.RegistryState;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.LogCheckpoint;
import network.cocoon.workers.operator.port.RegistryAnchored;
import network.cocoon.workers.operator.port.RegistryDue;
import network.cocoon.workers.operator.port.RegistryPlace;
import network.cocoon.workers.operator.port.RegistryPublished;
import network.cocoon.workers.operator.port.RegistryReports;
import network.cocoon.workers.operator.port.RegistrySeen;
import network.cocoon.workers.operator.port.RegistryWork;
import network.cocoon.workers.operator.port.ReportRefusedException;

/** The books in memory: the real decider over the events it decided, and a place. */
final class SimRegistryBooks implements RegistryWork, RegistryReports {

    private final RegistryDecider decider = new RegistryDecider();
    private final Map<Long, LogCheckpoint> anchored = new HashMap<>();
    private final Set<Alarm> alarms = EnumSet.noneOf(Alarm.class);
    private RegistryState state = decider.initial();
    private RegistryPlace place = RegistryPlace.START;
    private Optional<LogCheckpoint> sealed = Optional.empty();

    void decide(RegistryCommand command) {
        switch (decider.decide(command, state)) {
            case Decision.Accepted<RegistryEvent> accepted ->
                accepted.events().forEach(event -> state = decider.evolve(state, event));
            case Decision.AlreadyDone<RegistryEvent> _ -> {}
            case Decision.Rejected<RegistryEvent> rejected ->
                throw new ReportRefusedException(rejected.rejection().code().name());
        }
    }

    void seal(LogCheckpoint checkpoint) {
        sealed = Optional.of(checkpoint);
    }

    void losePlace() {
        place = RegistryPlace.START;
    }

    Publications publications() {
        return state.publications();
    }

    Map<Long, LogCheckpoint> anchored() {
        return anchored;
    }

    Set<Alarm> alarms() {
        return alarms;
    }

    @Override
    public RegistryPlace place(TonAddress registry) {
        return place;
    }

    @Override
    public RegistryDue due(TonAddress registry) {
        Publications known = state.publications();
        return new RegistryDue(
                known.journalOf(registry.raw()),
                known.entriesOf(registry.raw()).size(),
                known.waitingFor(registry.raw()).stream()
                        .map(RegistryChange::of)
                        .toList(),
                known.foreign().stream().map(RegistryChange::of).toList());
    }

    @Override
    public Optional<LogCheckpoint> checkpoint() {
        return sealed;
    }

    @Override
    public void published(RegistryPublished fact, RegistryPlace after) {
        decide(new RegistryCommand.RecordPublication(
                fact.tx().account().raw(),
                fact.change().listing(),
                fact.from(),
                fact.order(),
                fact.tx().id().hash(),
                fact.tx().id().lt(),
                fact.tx().at(),
                fact.before(),
                fact.journal(),
                Instant.EPOCH));
        move(after);
    }

    @Override
    public void anchored(RegistryAnchored fact, RegistryPlace after) {
        LogCheckpoint other = anchored.putIfAbsent(fact.tx().id().lt(), fact.checkpoint());
        if (other != null && !other.equals(fact.checkpoint())) {
            throw new AssertionError("one transaction anchored two checkpoints");
        }
        move(after);
    }

    @Override
    public void followed(TonAddress registry, RegistryPlace at) {
        move(at);
    }

    @Override
    public void seen(RegistrySeen sight) {}

    @Override
    public void alarm(Alarm code, String subject) {
        alarms.add(code);
    }

    private void move(RegistryPlace to) {
        if (to.at().lt() > place.at().lt()) {
            place = to;
        }
    }
}
