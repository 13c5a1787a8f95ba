package network.cocoon.domain.transparency;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints so far.
 *
 * @param sealed   the newest ones, the newest last, at most {@link #MOST_SEALED}
 * @param anchored the largest that a chain has; null before the first
 */
public record TransparencyState(
        List<Sealed> sealed, @Nullable Anchored anchored) {

    /** A week of them at the default pace: what the chain has of older ones nobody reports any more. */
    public static final int MOST_SEALED = 1_024;

    public static final TransparencyState EMPTY = new TransparencyState(List.of(), null);

    public TransparencyState {
        sealed = List.copyOf(sealed);
    }

    public record Sealed(Checkpoint checkpoint, Instant at) {}

    /** See {@link TransparencyEvent.CheckpointAnchored}. */
    public record Anchored(
            Checkpoint checkpoint, String registry, Digest transaction, long lt, Instant when, Instant at) {}

    public Optional<Sealed> newest() {
        return sealed.isEmpty() ? Optional.empty() : Optional.of(sealed.getLast());
    }

    TransparencyState with(Sealed next) {
        List<Sealed> all = new ArrayList<>(sealed);
        all.add(next);
        return new TransparencyState(
                all.size() > MOST_SEALED ? all.subList(all.size() - MOST_SEALED, all.size()) : all, anchored);
    }
}
