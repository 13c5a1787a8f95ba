package network.cocoon.commands.inflight;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.RequestId;
import org.springframework.stereotype.Component;

/** Small sealed prompts for the moment until their worker fetches them. Sealed, like those in the table. */
@Component
public class RecentBlobs {

    private static final Duration FOR = Duration.ofSeconds(5);
    private static final long MOST_BYTES = 32L << 20;
    private static final int LARGEST = 64 << 10;

    private final BlobTable blobs;
    private final Cache<Key, BlobTable.Blob> recent = Caffeine.newBuilder()
            .expireAfterWrite(FOR)
            .maximumWeight(MOST_BYTES)
            .<Key, BlobTable.Blob>weigher((_, blob) -> bytes(blob))
            .build();

    RecentBlobs(BlobTable blobs) {
        this.blobs = blobs;
    }

    /** New wraps come with a new header, so an answer never gets the old ones. */
    private record Key(RequestId request, Digest header) {
        static Key of(RequestRow row) {
            return new Key(row.request(), row.headerHash());
        }
    }

    /** Keeps what was committed with this row, if it is small. */
    public void remember(RequestRow row, BlobTable.Blob blob) {
        if (bytes(blob) <= LARGEST) {
            recent.put(Key.of(row), blob);
        }
    }

    public Optional<BlobTable.Blob> find(RequestRow row) {
        BlobTable.Blob remembered = recent.getIfPresent(Key.of(row));
        return remembered == null ? blobs.find(row.request()) : Optional.of(remembered);
    }

    private static int bytes(BlobTable.Blob blob) {
        return blob.header().length()
                + blob.ciphertext().length()
                + blob.wraps().stream()
                        .mapToInt(wrap -> wrap.encapsulation().length()
                                + wrap.ciphertext().length())
                        .sum();
    }
}
