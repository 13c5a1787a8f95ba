package network.cocoon.ui.parts;

import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.projections.accounts.AccountStanding;
import network.cocoon.projections.requests.RequestState;
import network.cocoon.projections.workers.WorkerStatus;
import org.jspecify.annotations.Nullable;

/** A word with a colour, and never a colour alone. */
public final class Badge extends Span {

    private enum Tone {
        GOOD,
        BUSY,
        WARN,
        BAD,
        QUIET,
        LOUD
    }

    private Badge(String text, Tone tone) {
        super(text);
        addClassNames("badge", tone.name().toLowerCase(Locale.ROOT));
    }

    public static Badge of(RequestState state) {
        return new Badge(
                word(state.name()),
                switch (state) {
                    case QUEUED -> Tone.WARN;
                    case ASSIGNED -> Tone.BUSY;
                    case COMPLETED -> Tone.GOOD;
                    case FAILED -> Tone.BAD;
                    case CANCELLED, EXPIRED -> Tone.QUIET;
                });
    }

    public static Badge of(WorkerStatus status) {
        return new Badge(
                word(status.name()),
                switch (status) {
                    case LIVE -> Tone.GOOD;
                    case WAITING -> Tone.WARN;
                    case DRAINED, RETIRED -> Tone.QUIET;
                    case SUSPENDED, LOST -> Tone.BAD;
                });
    }

    public static Badge of(AccountStanding standing) {
        return new Badge(
                word(standing.name()),
                switch (standing) {
                    case ACTIVE -> Tone.GOOD;
                    case SUSPENDED -> Tone.BAD;
                });
    }

    /** Loud where trust rests on a software TEE: nothing is confidential there. */
    public static Badge of(@Nullable TrustClass trust) {
        if (trust == null) {
            return new Badge("Not attested", Tone.WARN);
        }
        return switch (trust) {
            case INTEL -> new Badge("Intel TDX", Tone.GOOD);
            case SIMULATED -> new Badge("SIMULATED", Tone.LOUD);
        };
    }

    public static Badge good(String text) {
        return new Badge(text, Tone.GOOD);
    }

    public static Badge warn(String text) {
        return new Badge(text, Tone.WARN);
    }

    public static Badge bad(String text) {
        return new Badge(text, Tone.BAD);
    }

    public static Badge quiet(String text) {
        return new Badge(text, Tone.QUIET);
    }

    private static String word(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
