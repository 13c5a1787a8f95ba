package network.cocoon.commands.transparency;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.transparency.Checkpoint;
import network.cocoon.domain.transparency.TransparencyCommand;
import network.cocoon.domain.transparency.TransparencyRefusal;
import network.cocoon.domain.transparency.TransparencyState.Sealed;
import org.springframework.stereotype.Service;

/** For whoever brings checkpoints to a chain. */
@Service
public class Checkpoints {

    private final Dispatcher dispatcher;
    private final StateReader states;
    private final InstantSource clock;

    Checkpoints(Dispatcher dispatcher, StateReader states, InstantSource clock) {
        this.dispatcher = dispatcher;
        this.states = states;
        this.clock = clock;
    }

    /** The newest sealed one, on a chain or not. */
    public Optional<Checkpoint> newest() {
        return states.transparency().newest().map(Sealed::checkpoint);
    }

    /**
     * A chain has it. To say so again, or of one that a larger anchored one covers, changes nothing.
     *
     * @param registry        raw address of the contract that took it
     * @param transactionHash of the contract's transaction, 64 lower-case hexadecimal digits
     * @throws RefusedException with a code of {@link TransparencyRefusal}, as where it was never sealed
     */
    public void anchored(
            Checkpoint checkpoint, String registry, String transactionHash, long logicalTime, Instant chainTime) {
        dispatcher.dispatch(new TransparencyCommand.AnchorCheckpoint(
                checkpoint, registry, new Digest(transactionHash), logicalTime, chainTime, clock.instant()));
    }
}
