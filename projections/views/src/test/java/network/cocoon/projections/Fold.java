package network.cocoon.projections;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.inference.InferenceEvent.Assigned;
import network.cocoon.domain.inference.InferenceEvent.AttemptFailed;
import network.cocoon.domain.inference.InferenceEvent.Cancelled;
import network.cocoon.domain.inference.InferenceEvent.Completed;
import network.cocoon.domain.inference.InferenceEvent.Expired;
import network.cocoon.domain.inference.InferenceEvent.Failed;
import network.cocoon.domain.inference.InferenceEvent.Requested;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.projections.requests.RequestState;

/** The same questions answered in memory, event by event. */
record Fold(
        Map<RequestState, Long> states,
        long spent,
        long rewards,
        long tokens,
        long reserved,
        Map<String, Long> spentBy,
        Map<String, Long> earnedBy,
        List<Long> completedMillis) {

    static Fold of(List<SampleEvent> history) {
        Map<String, RequestState> state = new HashMap<>();
        Map<String, Requested> asked = new HashMap<>();
        Map<String, Completed> completed = new HashMap<>();
        List<Interrupted> partial = new ArrayList<>();
        for (SampleEvent sample : history) {
            switch (sample.event()) {
                case Requested e -> {
                    state.put(sample.aggregate(), RequestState.QUEUED);
                    asked.put(sample.aggregate(), e);
                }
                case Assigned _ -> state.put(sample.aggregate(), RequestState.ASSIGNED);
                case Completed e -> {
                    state.put(sample.aggregate(), RequestState.COMPLETED);
                    completed.put(sample.aggregate(), e);
                }
                case Failed _ -> state.put(sample.aggregate(), RequestState.FAILED);
                case Cancelled e -> {
                    state.put(sample.aggregate(), RequestState.CANCELLED);
                    PartialBill bill = e.bill();
                    if (bill != null) {
                        partial.add(new Interrupted(e.account().value(), bill));
                    }
                }
                case AttemptFailed _ -> state.put(sample.aggregate(), RequestState.QUEUED);
                case Expired _ -> state.put(sample.aggregate(), RequestState.EXPIRED);
                default -> {}
            }
        }
        Map<RequestState, Long> counts = new EnumMap<>(RequestState.class);
        for (RequestState each : RequestState.values()) {
            counts.put(each, state.values().stream().filter(each::equals).count());
        }
        Map<String, Long> spentBy = new HashMap<>();
        Map<String, Long> earnedBy = new HashMap<>();
        completed.values().forEach(e -> {
            spentBy.merge(e.account().value(), e.charge().cost().value(), Long::sum);
            earnedBy.merge(e.provider().value(), e.charge().reward().value(), Long::sum);
        });
        partial.forEach(e -> {
            spentBy.merge(e.account(), e.bill().charge().cost().value(), Long::sum);
            earnedBy.merge(
                    e.bill().provider().value(), e.bill().charge().reward().value(), Long::sum);
        });
        return new Fold(
                counts,
                spentBy.values().stream().mapToLong(Long::longValue).sum(),
                earnedBy.values().stream().mapToLong(Long::longValue).sum(),
                completed.values().stream().mapToLong(e -> e.usage().total()).sum()
                        + partial.stream()
                                .mapToLong(e -> e.bill().usage().total())
                                .sum(),
                asked.entrySet().stream()
                        .filter(e -> state.getOrDefault(e.getKey(), RequestState.EXPIRED)
                                .isOpen())
                        .mapToLong(e -> e.getValue().maxCost().value())
                        .sum(),
                spentBy,
                earnedBy,
                completed.values().stream().map(e -> millis(asked, e)).sorted().toList());
    }

    /** As SQL's percentile_disc: the first value whose rank reaches the fraction. */
    long percentile(double fraction) {
        int rank = (int) Math.ceil(fraction * completedMillis.size());
        return completedMillis.get(Math.max(rank, 1) - 1);
    }

    private static long millis(Map<String, Requested> asked, Completed done) {
        Requested start = asked.get(done.request().value());
        Instant from = start == null ? done.at() : start.at();
        return Duration.between(from, done.at()).toMillis();
    }

    private record Interrupted(String account, PartialBill bill) {}
}
