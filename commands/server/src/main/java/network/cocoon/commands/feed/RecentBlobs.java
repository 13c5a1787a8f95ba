package network.cocoon.commands.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import network.cocoon.commands.inflight.BlobTable;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.WorkerApi.SealedEnvelope;
import org.springframework.stereotype.Component;

/**
 * Small sealed prompts for the moment until their worker gets them. Sealed, like those in the table. A request's new wraps
 * push out its old ones, also where another node took them: the log says so before it names their worker.
 */
@Component
public class RecentBlobs {

    private static final Duration FOR = Duration.ofSeconds(5);
    private static final long MOST_BYTES = 32L << 20;

    /** As text still far below what a worker takes for one event of its feed. */
    private static final int LARGEST = 24 << 10;

    private final BlobTable blobs;
    private final Cache<RequestId, Entry> recent = Caffeine.newBuilder()
            .expireAfterWrite(FOR)
            .maximumWeight(MOST_BYTES)
            .<RequestId, Entry>weigher((_, entry) -> bytes(entry.envelope()))
            .build();

    RecentBlobs(BlobTable blobs, LogEvents log) {
        this.blobs = blobs;
        log.subscribe(entry -> {
            if (entry.event() instanceof InferenceEvent.Resealed resealed) {
                recent.invalidate(resealed.request());
            }
        });
    }

    private record Entry(Digest headerHash, SealedEnvelope envelope) {}

    /** Keeps what was committed with this row, if it is small. */
    public void remember(RequestRow row, BlobTable.Blob blob) {
        SealedEnvelope envelope = envelope(row, blob);
        if (bytes(envelope) <= LARGEST) {
            recent.put(row.request(), new Entry(row.headerHash(), envelope));
        }
    }

    /** Only what is at hand. */
    public Optional<SealedEnvelope> recent(RequestId request) {
        return Optional.ofNullable(recent.getIfPresent(request)).map(Entry::envelope);
    }

    /** What is at hand or in the table. */
    public Optional<SealedEnvelope> find(RequestRow row) {
        Entry entry = recent.getIfPresent(row.request());
        return entry != null && entry.headerHash().equals(row.headerHash())
                ? Optional.of(entry.envelope())
                : blobs.find(row.request()).map(blob -> envelope(row, blob));
    }

    private static SealedEnvelope envelope(RequestRow row, BlobTable.Blob blob) {
        return new SealedEnvelope(blob.header(), blob.wraps(), blob.ciphertext(), row.deadline());
    }

    private static int bytes(SealedEnvelope envelope) {
        return envelope.header().length()
                + envelope.ciphertext().length()
                + envelope.wraps().stream()
                        .mapToInt(wrap -> wrap.encapsulation().length()
                                + wrap.ciphertext().length())
                        .sum();
    }
}
