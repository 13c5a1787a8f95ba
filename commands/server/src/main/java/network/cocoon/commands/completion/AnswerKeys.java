package network.cocoon.commands.completion;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.InstantSource;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.domain.account.AccountRefusal;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.account.CertifiedKey;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.inference.InferenceState;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import org.springframework.stereotype.Component;

/** By which keys the two signatures of a head are checked, as the log has them. */
@Component
public class AnswerKeys {

    private static final int MOST_REMEMBERED = 20_000;

    private final StateReader states;
    private final ReceiptKeys receiptKeys;
    private final InstantSource clock;
    /** An order keeps its key for ever, so what is remembered cannot be out of date. */
    private final Cache<RequestId, Bytes> ordered =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    AnswerKeys(StateReader states, ReceiptKeys receiptKeys, InstantSource clock) {
        this.states = states;
        this.receiptKeys = receiptKeys;
        this.clock = clock;
    }

    /** The raw Ed25519 key that signed the order. One that was revoked since still says what its owner received. */
    public Bytes client(RequestId request) {
        Bytes known = ordered.getIfPresent(request);
        if (known == null) {
            known = read(request);
            ordered.put(request, known);
        }
        return known;
    }

    /** Keeps the key of an order that was just accepted: its acknowledgements follow within milliseconds. */
    public void accepted(RequestId request, Bytes clientKey) {
        ordered.put(request, clientKey);
    }

    private Bytes read(RequestId request) {
        return switch (states.inference(request)) {
            case InferenceState.Known known ->
                switch (states.account(known.order().account())) {
                    case AccountState.Open open -> certified(open, known);
                    case AccountState.Absent _ -> throw unknown();
                };
            case InferenceState.Absent _ ->
                throw new RefusedException(InferenceRefusal.REQUEST_UNKNOWN, "no such request");
        };
    }

    /** The raw Ed25519 key by which a worker signs its heads and receipts. Refused where they no longer count. */
    public Bytes worker(WorkerId worker, WorkerKeyId key) {
        return receiptKeys.of(worker, key, clock.instant());
    }

    private static Bytes certified(AccountState.Open account, InferenceState.Known known) {
        CertifiedKey key = account.clientKeys().get(known.order().clientKey());
        if (key == null) {
            throw unknown();
        }
        return key.publicKey();
    }

    private static RuntimeException unknown() {
        return new RefusedException(AccountRefusal.KEY_UNKNOWN, "the order's client key is not certified");
    }
}
