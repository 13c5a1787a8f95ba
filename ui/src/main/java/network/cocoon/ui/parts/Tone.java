package network.cocoon.ui.parts;

import java.util.Locale;
import network.cocoon.projections.accounts.AccountStanding;
import network.cocoon.projections.requests.RequestState;
import network.cocoon.projections.workers.WorkerStatus;

/** How good the news is; a class of the style sheet. */
public enum Tone {
    GOOD,
    BUSY,
    WARN,
    BAD,
    QUIET,
    /** Cannot be overlooked. */
    LOUD;

    /** Its class. */
    public String css() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Tone of(RequestState state) {
        return switch (state) {
            case QUEUED -> WARN;
            case ASSIGNED -> BUSY;
            case COMPLETED -> GOOD;
            case FAILED -> BAD;
            case CANCELLED, EXPIRED -> QUIET;
        };
    }

    public static Tone of(WorkerStatus status) {
        return switch (status) {
            case LIVE -> GOOD;
            case WAITING -> WARN;
            case DRAINED, RETIRED -> QUIET;
            case SUSPENDED, LOST -> BAD;
        };
    }

    public static Tone of(AccountStanding standing) {
        return switch (standing) {
            case ACTIVE -> GOOD;
            case SUSPENDED -> BAD;
        };
    }
}
