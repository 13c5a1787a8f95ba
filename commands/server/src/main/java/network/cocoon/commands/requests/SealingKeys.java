package network.cocoon.commands.requests;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerKeyId;

/** The attested keys that an app may seal to. */
interface SealingKeys {

    /** A key's worker, and what it was measured as. */
    record Known(Candidate candidate, Digest measurement) {}

    /** Those of {@code keys} that are attested and in force at {@code now}, in any order. */
    List<Known> inForce(List<WorkerKeyId> keys, Instant now);
}
