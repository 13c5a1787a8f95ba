package network.cocoon.commands.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.admission.SlotBook;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Tables;
import network.cocoon.commands.memory.Tables.KeyRow;
import network.cocoon.commands.memory.Tables.LiveRow;
import network.cocoon.commands.memory.Tables.SlotRow;
import network.cocoon.commands.scheduling.WorkerView.Standing;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.domain.worker.WorkerStatus;
import org.jspecify.annotations.Nullable;

/** {@link WorkerBoard} in memory. */
public final class MemoryWorkerBoard implements WorkerBoard {

    private final Database database;
    private final Tables tables;
    private final Duration lostAfter;

    public MemoryWorkerBoard(Database database, Tables tables, Duration lostAfter) {
        this.database = database;
        this.tables = tables;
        this.lostAfter = lostAfter;
    }

    @Override
    public List<WorkerView> of(List<Candidate> candidates, ModelId model, Instant now) {
        return database.statement(
                "board", () -> candidates.stream().map(c -> view(c, model, now)).toList());
    }

    private WorkerView view(Candidate candidate, ModelId model, Instant now) {
        Optional<KeyRow> key = tables.keys.find(candidate.key());
        Optional<LiveRow> live = tables.workers.find(candidate.worker());
        if (key.isEmpty() || live.isEmpty()) {
            return new WorkerView(candidate, Standing.KEY_EXPIRED, 0, 0, 0, 0, 0, 0);
        }
        WorkerCommand.@Nullable OfferModel offer = tables.offers
                .find(new Tables.OfferKey(candidate.worker(), model))
                .filter(it -> it.modelDigest().equals(key.get().attested().modelDigest()))
                .orElse(null);
        SlotRow slot = tables.slots.find(candidate.worker()).orElse(SlotRow.NONE);
        return new WorkerView(
                candidate,
                standing(key.get(), live.get(), offer, now),
                offer == null ? 0 : offer.coefficient(),
                slot.slots(),
                slot.inUse(),
                slot.samples(),
                slot.averageMillis(),
                recentFaults(slot, now));
    }

    private static int recentFaults(SlotRow slot, Instant now) {
        Instant at = slot.faultedAt();
        long fade = SlotBook.FAULTS_FADE.toMillis();
        if (at == null) {
            return 0;
        }
        long since = Math.max(0, Duration.between(at, now).toMillis());
        return Math.toIntExact(slot.faults() * Math.max(0, fade - since) / fade);
    }

    private Standing standing(KeyRow key, LiveRow live, WorkerCommand.@Nullable OfferModel offer, Instant now) {
        Instant seen = live.lastSeen();
        if (offer == null) {
            return Standing.NOT_OFFERED;
        } else if (!key.attested().validUntil().isAfter(now)) {
            return Standing.KEY_EXPIRED;
        } else if (live.status() != WorkerStatus.ACTIVE) {
            return Standing.NOT_ACTIVE;
        }
        return seen == null || seen.isBefore(now.minus(lostAfter)) ? Standing.NOT_LIVE : Standing.READY;
    }

    @Override
    public List<WorkerView> ready(ModelId model, int maxCoefficient, Instant validUntil, Instant now, int limit) {
        return database.statement("board ready", () -> tables.keys
                .all()
                .filter(key -> !key.attested().validUntil().isBefore(validUntil))
                .map(key -> view(
                        new Candidate(
                                key.attested().worker(),
                                key.provider(),
                                key.attested().key()),
                        model,
                        now))
                .filter(view -> view.standing() == Standing.READY && view.coefficient() <= maxCoefficient)
                .limit(limit)
                .toList());
    }
}
