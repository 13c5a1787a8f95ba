package network.cocoon.commands.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;

/** What was really done, by whoever did it: what the log says is held against it. */
final class Deeds {

    record Attempt(RequestId request, int attempt) {}

    /** What each attempt's worker sealed and sent, cumulative. */
    private final Map<Attempt, TokenUsage> sealed = new HashMap<>();

    /** What each app's client signed to have of each attempt. */
    private final Map<Attempt, Set<TokenUsage>> acknowledged = new HashMap<>();

    /** Attempts of which a frame reached the app. */
    private final Set<Attempt> read = new HashSet<>();

    /** Receipts that apps hold, proved. */
    private final Map<RequestId, Bytes> receipts = new HashMap<>();

    /** Dense indexes that each worker was handed. */
    private final Map<WorkerId, Set<Long>> handed = new HashMap<>();

    /** Dense indexes of assignments that a worker has answered for, or need not. */
    private final Map<WorkerId, Set<Long>> settled = new HashMap<>();

    /** Requests that were answered with "accepted". */
    private final Set<RequestId> accepted = new HashSet<>();

    private final List<Attempt> executed = new ArrayList<>();

    void sealed(RequestId request, int attempt, TokenUsage usage) {
        sealed.put(new Attempt(request, attempt), usage);
    }

    TokenUsage sealedBy(RequestId request, int attempt) {
        return sealed.getOrDefault(new Attempt(request, attempt), TokenUsage.NONE);
    }

    void acknowledged(RequestId request, int attempt, TokenUsage usage) {
        acknowledged
                .computeIfAbsent(new Attempt(request, attempt), _ -> new HashSet<>())
                .add(usage);
    }

    boolean isAcknowledged(RequestId request, int attempt, TokenUsage usage) {
        return acknowledged
                .getOrDefault(new Attempt(request, attempt), Set.of())
                .contains(usage);
    }

    void read(RequestId request, int attempt) {
        read.add(new Attempt(request, attempt));
    }

    boolean wasRead(RequestId request, int attempt) {
        return read.contains(new Attempt(request, attempt));
    }

    void receipt(RequestId request, Bytes receipt) {
        receipts.put(request, receipt);
    }

    Map<RequestId, Bytes> receipts() {
        return receipts;
    }

    void handed(WorkerId worker, long index) {
        handed.computeIfAbsent(worker, _ -> new HashSet<>()).add(index);
    }

    boolean wasHanded(WorkerId worker, long index) {
        return handed.getOrDefault(worker, Set.of()).contains(index);
    }

    void settled(WorkerId worker, long index) {
        settled.computeIfAbsent(worker, _ -> new HashSet<>()).add(index);
    }

    boolean isSettled(WorkerId worker, long index) {
        return settled.getOrDefault(worker, Set.of()).contains(index);
    }

    void accepted(RequestId request) {
        accepted.add(request);
    }

    Set<RequestId> accepted() {
        return accepted;
    }

    void executed(RequestId request, int attempt) {
        executed.add(new Attempt(request, attempt));
    }

    List<Attempt> executed() {
        return executed;
    }
}
