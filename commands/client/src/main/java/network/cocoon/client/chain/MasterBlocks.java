package network.cocoon.client.chain;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import network.cocoon.domain.attestation.MasterBlock;

/** Masterchain blocks by number, each looked up once. A block never changes; that it was not found may. Safe for many threads. */
public final class MasterBlocks {

    /** What came of looking a block up. */
    sealed interface Lookup {

        record Found(MasterBlock block) implements Lookup {}

        record Failed(ChainException why) implements Lookup {}
    }

    private static final int KEPT = 4_096;
    /** No key names a block for longer. */
    private static final Duration FOUND = Duration.ofHours(2);

    private static final Duration FAILED = Duration.ofSeconds(2);

    private final AsyncLoadingCache<Long, Lookup> lookups;

    public MasterBlocks(ChainServers chain) {
        this.lookups = Caffeine.newBuilder()
                .maximumSize(KEPT)
                .executor(work -> Thread.ofVirtual().start(work))
                .expireAfter(Expiry.<Long, Lookup>creating((_, lookup) -> switch (lookup) {
                    case Lookup.Found _ -> FOUND;
                    case Lookup.Failed _ -> FAILED;
                }))
                .buildAsync(seqno -> lookUp(chain, seqno));
    }

    /** Begins to look up where that was not done before. */
    CompletableFuture<Lookup> of(long seqno) {
        return lookups.get(seqno);
    }

    private static Lookup lookUp(ChainServers chain, long seqno) {
        try {
            return new Lookup.Found(chain.block(seqno));
        } catch (ChainException e) {
            return new Lookup.Failed(e);
        }
    }
}
