package network.cocoon.commands.dispatch;

import java.util.Collection;
import network.cocoon.domain.account.AccountCommand;
import network.cocoon.domain.inference.InferenceCommand;

/**
 * Brings one command to its stream. Runs in the caller's Spring transaction where there is one, so that side tables and
 * events commit together; otherwise in a transaction of its own, which is retried a few times when another command won
 * the race for the same stream.
 */
public interface Dispatcher {

    /**
     * @param command a domain command, for example {@link AccountCommand.Register} or {@link InferenceCommand.Submit}
     * @throws RefusedException where the decider refuses; nothing was appended
     * @throws IllegalArgumentException where no stream takes a command of this type
     */
    Outcome dispatch(Object command);

    /** Says which streams the next commands of a {@link GroupCommit} are for, so that they are read at once. */
    default void expect(Collection<String> streams) {}

    /** As {@link #expect} for streams in which there is nothing, most likely: where there is, the transaction starts anew. */
    default void expectNew(Collection<String> streams) {}
}
