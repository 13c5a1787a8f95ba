package network.cocoon.ui.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A point in time: the reader's local time, the exact one in UTC on hover. The browser words it. */
@Tag("cocoon-time")
public final class Moment extends Component {

    private Moment(@Nullable Instant at, String mode) {
        getElement().setAttribute("at", at == null ? "" : at.toString());
        getElement().setAttribute("mode", mode);
    }

    /** Day and time to the second. */
    public static Moment of(@Nullable Instant at) {
        return new Moment(at, "plain");
    }

    /** With milliseconds. */
    public static Moment exact(@Nullable Instant at) {
        return new Moment(at, "exact");
    }

    /** For example {@code 12 s ago}; it keeps counting in the browser. */
    public static Moment ago(@Nullable Instant at) {
        return new Moment(at, "ago");
    }
}
