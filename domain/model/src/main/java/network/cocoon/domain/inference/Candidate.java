package network.cocoon.domain.inference;

import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;

/** A worker the app wrapped its request to, with the key it used. */
public record Candidate(WorkerId worker, ProviderId provider, WorkerKeyId key) {}
