package network.cocoon.audit;

import java.time.Duration;
import java.time.Instant;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.registry.RegistryDecider;
import network.cocoon.domain.registry.RegistryEvent;
import network.cocoon.domain.transparency.Checkpoint;
import network.cocoon.domain.transparency.Frontier;
import network.cocoon.domain.transparency.LeafHasher;
import network.cocoon.domain.transparency.TransparencyDecider;
import network.cocoon.domain.transparency.TransparencyEvent.CheckpointAnchored;
import network.cocoon.domain.transparency.TransparencyEvent.CheckpointSealed;

/** A log with checkpoints, of events that nothing but the tree binds: models that nobody asks for. */
final class SealedLog {

    static final Instant BEGIN = Story.START.plus(Duration.ofDays(1));

    private static final String REGISTRY = "0:" + "5".repeat(64);

    final MemoryLog log = new MemoryLog();
    Instant now = BEGIN;
    private int models;
    private long lt;

    /** Four models and another before their checkpoint is in the log, two more, its anchor, one more, another checkpoint. */
    static SealedLog told() {
        SealedLog told = new SealedLog();
        told.models(4);
        Checkpoint first = told.checkpoint();
        told.models(1);
        told.seal(first);
        told.models(2);
        told.anchor(first, told.now);
        told.models(1);
        told.seal();
        return told;
    }

    void models(int count) {
        for (int i = 0; i < count; i++) {
            now = now.plusSeconds(1);
            log.append(
                    RegistryDecider.STREAM_ID,
                    new RegistryEvent.ModelListed(
                            new ModelId("m" + models++), "Cocoon", Digest.sha256(new byte[] {(byte) models}), 9, now));
        }
    }

    /** What the log comes to now. */
    Checkpoint checkpoint() {
        return checkpoint(log);
    }

    static Checkpoint checkpoint(RowSource log) {
        Frontier frontier = new Frontier();
        LeafHasher leaves = new LeafHasher();
        log.read(row -> frontier.append(leaves.hash(row)));
        return new Checkpoint(frontier.size(), frontier.root());
    }

    Checkpoint seal() {
        Checkpoint checkpoint = checkpoint();
        seal(checkpoint);
        return checkpoint;
    }

    void seal(Checkpoint checkpoint) {
        log.append(TransparencyDecider.STREAM_ID, new CheckpointSealed(checkpoint, now));
    }

    void anchor(Checkpoint checkpoint, Instant when) {
        log.append(
                TransparencyDecider.STREAM_ID,
                new CheckpointAnchored(checkpoint, REGISTRY, Digest.sha256(), ++lt, when, now));
    }
}
