package network.cocoon.commands.scheduling;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.kernel.ModelId;

/** Reads what is known of candidates, unlocked: what is chosen from it is taken by conditional update. */
interface WorkerBoard {

    /** One view a candidate, in their order. */
    List<WorkerView> of(List<Candidate> candidates, ModelId model, Instant now);

    /** Ready workers within a coefficient, each by its key that is valid longest, at least until {@code validUntil}. */
    List<WorkerView> ready(ModelId model, int maxCoefficient, Instant validUntil, Instant now, int limit);
}
