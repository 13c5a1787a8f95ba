package network.cocoon.commands.completion;

import java.time.Instant;
import java.util.Optional;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.inflight.RequestRefusal;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.worker.AttestedKey;
import network.cocoon.domain.worker.WorkerState;
import org.springframework.stereotype.Component;

/** The key under which a worker's receipt must be signed, as the worker's own stream attests it. */
@Component
class ReceiptKeys {

    private final StateReader states;

    ReceiptKeys(StateReader states) {
        this.states = states;
    }

    /** Raw Ed25519 key. Refused where the key is not the worker's, or its receipts no longer count. */
    Bytes of(WorkerId worker, WorkerKeyId key, Instant at) {
        return of(states.recent(), worker, key, at)
                .or(() -> of(states, worker, key, at))
                .orElseThrow(ReceiptKeys::unknown);
    }

    private static Optional<Bytes> of(StateReader known, WorkerId worker, WorkerKeyId key, Instant at) {
        return switch (known.worker(worker)) {
            case WorkerState.Enrolled enrolled ->
                enrolled.key(key)
                        .filter(attested -> attested.acceptsReceiptAt(at))
                        .map(AttestedKey::receiptKey);
            case WorkerState.Absent _ -> Optional.empty();
        };
    }

    private static RuntimeException unknown() {
        return RequestRefusal.RECEIPT_KEY_UNKNOWN.because(
                "the receipt's key is not an attested key of this worker in force");
    }
}
