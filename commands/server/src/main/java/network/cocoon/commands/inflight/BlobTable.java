package network.cocoon.commands.inflight;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.WrappedKey;

/** Sealed prompts and wraps. The log holds their digests; deleting a blob shreds the content and breaks no proof. */
public interface BlobTable {

    /** @param wraps in the order of the header's recipients */
    record Blob(Bytes header, List<WrappedKey> wraps, Bytes ciphertext) {
        public Blob {
            wraps = List.copyOf(wraps);
        }
    }

    void insert(RequestId request, Blob blob, Instant expires);

    Optional<Blob> find(RequestId request);

    /** Puts new wraps in the place of those that nobody opened. */
    void replace(RequestId request, Blob blob);

    /** Deletes what has expired, a request's acknowledged head with it; returns how many requests. */
    int sweep(Instant now, int limit);
}
