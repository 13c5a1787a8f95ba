package network.cocoon.commands.completion;

import java.util.Optional;
import network.cocoon.commands.inflight.HeadRow;
import network.cocoon.commands.inflight.RequestRow;

/** The answers that are under way on this node, for whoever ends them. */
public interface Answers {

    /**
     * Stops an answer where it is: until this is closed no frame passes and nothing more is acknowledged, so that what is
     * billed is all that was acknowledged. Take it before any lock of the database, never within a transaction.
     */
    Held hold(RequestRow row);

    /** An answer that stands still. */
    interface Held extends AutoCloseable {

        /** Whether a frame of the answer passed here. */
        boolean begun();

        /** The highest head of the row's attempt that the app acknowledged here. */
        Optional<HeadRow> highest();

        /** Frames that the app's client was given beyond that head. */
        int unacknowledged();

        /** The attempt is over; another worker may begin. Takes effect on closing. */
        void attemptOver();

        /** The request is over. Takes effect on closing. */
        void over();

        @Override
        void close();
    }
}
