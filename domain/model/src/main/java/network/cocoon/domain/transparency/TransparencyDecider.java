package network.cocoon.domain.transparency;

import static network.cocoon.domain.kernel.Decision.accept;
import static network.cocoon.domain.kernel.Decision.alreadyDone;
import static network.cocoon.domain.kernel.Decision.reject;

import java.util.regex.Pattern;
import network.cocoon.domain.kernel.Decider;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.transparency.TransparencyCommand.AnchorCheckpoint;
import network.cocoon.domain.transparency.TransparencyCommand.SealCheckpoint;
import network.cocoon.domain.transparency.TransparencyEvent.CheckpointAnchored;
import network.cocoon.domain.transparency.TransparencyEvent.CheckpointSealed;
import network.cocoon.domain.transparency.TransparencyState.Anchored;
import network.cocoon.domain.transparency.TransparencyState.Sealed;

/** Checkpoints only grow, and only what was sealed is anchored, once. */
public final class TransparencyDecider implements Decider<TransparencyCommand, TransparencyState, TransparencyEvent> {

    /** The id of the only stream of this kind. */
    public static final String STREAM_ID = "log";

    private static final Pattern RAW_ADDRESS = Pattern.compile("(0|-1):[0-9a-f]{64}");

    @Override
    public TransparencyState initial() {
        return TransparencyState.EMPTY;
    }

    @Override
    public Decision<TransparencyEvent> decide(TransparencyCommand command, TransparencyState state) {
        return switch (command) {
            case SealCheckpoint c -> seal(c, state);
            case AnchorCheckpoint c -> anchor(c, state);
        };
    }

    private static Decision<TransparencyEvent> seal(SealCheckpoint c, TransparencyState state) {
        Checkpoint last = state.newest().map(Sealed::checkpoint).orElse(null);
        if (c.checkpoint().equals(last)) {
            return alreadyDone();
        }
        if (last != null && c.checkpoint().size() <= last.size()) {
            return reject(
                    TransparencyRefusal.CHECKPOINT_NOT_INCREASED,
                    "the last one has " + last.size() + " events already");
        }
        return accept(new CheckpointSealed(c.checkpoint(), c.at()));
    }

    private static Decision<TransparencyEvent> anchor(AnchorCheckpoint c, TransparencyState state) {
        if (!RAW_ADDRESS.matcher(c.registry()).matches() || c.lt() < 1) {
            return reject(
                    TransparencyRefusal.INVALID_ANCHOR,
                    "a raw address, 0: and 64 hexadecimal digits, and a logical time");
        }
        if (state.sealed().stream().noneMatch(known -> known.checkpoint().equals(c.checkpoint()))) {
            return reject(
                    TransparencyRefusal.CHECKPOINT_UNKNOWN,
                    "no checkpoint of " + c.checkpoint().size() + " events with this root was sealed");
        }
        Anchored last = state.anchored();
        // What a larger one covers adds nothing, and a report that comes again changes nothing.
        if (last != null && c.checkpoint().size() <= last.checkpoint().size()) {
            return alreadyDone();
        }
        if (last != null
                && last.registry().equals(c.registry())
                && (c.lt() <= last.lt() || c.when().isBefore(last.when()))) {
            return reject(
                    TransparencyRefusal.ANCHOR_CONTRADICTION,
                    "the registry took a smaller one at logical time " + last.lt());
        }
        return accept(new CheckpointAnchored(c.checkpoint(), c.registry(), c.transaction(), c.lt(), c.when(), c.at()));
    }

    @Override
    public TransparencyState evolve(TransparencyState state, TransparencyEvent event) {
        return switch (event) {
            case CheckpointSealed e -> state.with(new Sealed(e.checkpoint(), e.at()));
            case CheckpointAnchored e ->
                new TransparencyState(
                        state.sealed(),
                        new Anchored(e.checkpoint(), e.registry(), e.transaction(), e.lt(), e.when(), e.at()));
        };
    }
}
