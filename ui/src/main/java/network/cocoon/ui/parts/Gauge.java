package network.cocoon.ui.parts;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** A badge, a bar and a figure: how large a share is. */
public final class Gauge extends Div {

    private static final int WHOLE = 100;

    private final Div fill = new Div();
    private final Span figure = Texts.count(0);

    public Gauge(Badge badge) {
        addClassName("barline");
        var name = new Span(badge);
        fill.addClassNames("fill", badge.tone().css());
        var track = new Div(fill);
        track.addClassName("track");
        track.getElement().setAttribute("aria-hidden", "true");
        add(name, track, figure);
    }

    /** So many of so many. */
    public void show(long count, long of) {
        figure.setText(Texts.number(count));
        // What is there is seen, however small its share.
        long percent = count == 0 || of == 0 ? 0 : Math.max(1, count * WHOLE / of);
        fill.getStyle().set("width", percent + "%");
    }
}
