package network.cocoon.ui.parts;

import com.vaadin.flow.component.html.Span;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.projections.accounts.AccountStanding;
import network.cocoon.projections.requests.RequestState;
import network.cocoon.projections.workers.WorkerStatus;
import org.jspecify.annotations.Nullable;

/** A word with a colour, and never a colour alone. */
public final class Badge extends Span {

    private final Tone tone;

    public Badge(String text, Tone tone) {
        super(text);
        this.tone = tone;
        addClassNames("badge", tone.css());
    }

    /** Its colour. */
    public Tone tone() {
        return tone;
    }

    public static Badge of(RequestState state) {
        return new Badge(Texts.word(state.name()), Tone.of(state));
    }

    public static Badge of(WorkerStatus status) {
        return new Badge(Texts.word(status.name()), Tone.of(status));
    }

    public static Badge of(AccountStanding standing) {
        return new Badge(Texts.word(standing.name()), Tone.of(standing));
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
}
