package network.cocoon.audit;

import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;

/** A worker of {@link Story} with its keys. */
record Gpu(WorkerId worker, SigningKey receipts, Digest evidence, Bytes sealing) {

    static final Gpu FIRST = new Gpu(Story.WORKER, Story.RECEIPTS, Story.EVIDENCE, Story.SEALING);
    static final Gpu SECOND = new Gpu(
            new WorkerId("gpu_" + "d".repeat(32)),
            Story.key(6),
            Story.digest("other evidence"),
            Bytes.of(Story.digest("another sealing key").raw()));

    WorkerKeyId key() {
        return new WorkerKeyId(Digest.sha256(sealing.toArray(), evidence.raw()).hex());
    }

    Candidate candidate() {
        return new Candidate(worker, Story.OWNER, key());
    }

    Digest token() {
        return Story.digest("token " + worker);
    }
}
