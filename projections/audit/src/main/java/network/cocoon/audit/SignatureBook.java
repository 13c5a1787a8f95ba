package network.cocoon.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import network.cocoon.domain.crypto.SignatureCheck;
import network.cocoon.domain.crypto.VerificationKey;
import network.cocoon.domain.kernel.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Signatures of requests, assignments, receipts and heads, checked in batches by the workers while the fold goes on. The
 * deciders take each as good; the first bad one, in the log's order, is what was found.
 */
final class SignatureBook implements SignatureCheck {

    private static final int BATCH = 128;
    private static final int BATCHES_UNDER_WAY = 64;

    /** Keys that were validated once; beyond so many they start anew. */
    private static final int MOST_KEYS = 20_000;

    /** What is signed begins with its label, which says what it is. */
    private static final Map<String, String> RULES = Map.of(
            "cocoon/submit/v1", "client signature",
            "cocoon/assign/v1", "assignment signature",
            "cocoon/receipt/v1", "receipt signature",
            "cocoon/head/v1", "head signature",
            "cocoon/ack/v1", "acknowledgement");

    private record Task(Place place, Collection<Bytes> keys, Bytes signature, byte[] message, String label) {}

    private final SignatureChoice choice;
    private final ExecutorService workers;
    private final Semaphore underWay = new Semaphore(BATCHES_UNDER_WAY);
    private final Map<Bytes, Optional<VerificationKey>> keys = new ConcurrentHashMap<>();
    private final AtomicLong checked = new AtomicLong();
    private final AtomicReference<@Nullable Discrepancy> first = new AtomicReference<>();
    private List<Task> batch = new ArrayList<>(BATCH);
    private Place place = Place.atEnd("log", "all");
    private long seen;
    private long taken;

    SignatureBook(SignatureChoice choice, ExecutorService workers) {
        this.choice = choice;
        this.workers = workers;
    }

    /** What is checked next lies here. */
    void at(Place here) {
        place = here;
    }

    @Override
    public boolean verify(Bytes publicKey, Bytes signature, byte[]... parts) {
        return verifyByAny(List.of(publicKey), signature, parts);
    }

    /** By any of these keys, of which there are few. */
    boolean verifyByAny(Collection<Bytes> publicKeys, Bytes signature, byte[]... parts) {
        if (choice.takes(seen++)) {
            taken++;
            String label = new String(parts[0], StandardCharsets.US_ASCII);
            batch.add(new Task(place, publicKeys, signature, join(parts), label));
            if (batch.size() == BATCH) {
                flush();
            }
        }
        return true;
    }

    /** The first bad one so far: an earlier one may still be under way. */
    @Nullable Discrepancy found() {
        return first.get();
    }

    /** Waits for all that are under way. */
    @Nullable Discrepancy finish() {
        flush();
        underWay.acquireUninterruptibly(BATCHES_UNDER_WAY);
        underWay.release(BATCHES_UNDER_WAY);
        if (checked.get() != taken) {
            throw new LogReadException((taken - checked.get()) + " signatures could not be checked");
        }
        return first.get();
    }

    long seen() {
        return seen;
    }

    long checked() {
        return checked.get();
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        List<Task> full = batch;
        batch = new ArrayList<>(BATCH);
        underWay.acquireUninterruptibly();
        workers.execute(() -> {
            try {
                full.forEach(this::check);
            } finally {
                underWay.release();
            }
        });
    }

    private void check(Task task) {
        for (Bytes key : task.keys()) {
            Optional<VerificationKey> known = key(key);
            if (known.isPresent() && known.get().verify(task.signature(), task.message())) {
                checked.incrementAndGet();
                return;
            }
        }
        checked.incrementAndGet();
        String rule = RULES.getOrDefault(task.label(), "signature");
        Discrepancy bad = task.place()
                .wrong(rule, "a signature that verifies", "one that does not")
                .discrepancy();
        first.accumulateAndGet(bad, (a, b) -> a == null || (b != null && b.index() < a.index()) ? b : a);
    }

    private Optional<VerificationKey> key(Bytes key) {
        if (keys.size() > MOST_KEYS) {
            keys.clear();
        }
        return keys.computeIfAbsent(key, VerificationKey::of);
    }

    private static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
