package network.cocoon.ui.story;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import network.cocoon.projections.log.RecordedEvent;
import network.cocoon.ui.parts.Moment;
import network.cocoon.ui.parts.Texts;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A chain of events from top to bottom: in words, with its place in the log, and the stored JSON. */
public final class Timeline {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Timeline() {}

    /** A request's or any other stream's. */
    public static Div of(List<RecordedEvent> chain) {
        var timeline = new Div();
        timeline.addClassName("timeline");
        timeline.getElement().setAttribute("role", "list");
        Instant first = chain.isEmpty() ? Instant.EPOCH : Said.when(chain.getFirst());
        for (RecordedEvent event : chain) {
            timeline.add(step(event, Duration.between(first, Said.when(event))));
        }
        return timeline;
    }

    private static Div step(RecordedEvent event, Duration since) {
        var rail = new Div();
        rail.addClassName("rail");
        var name = new Span(event.name());
        name.addClassName("name");
        Long index = event.denseIndex();
        var line = new Div(
                name,
                Moment.exact(Said.when(event)),
                Texts.faint("+" + Texts.millis(Math.max(0, since.toMillis()))),
                Texts.faint(index == null ? "not ordered yet" : "#" + Texts.number(index)));
        line.addClassName("line");
        var stored = new Details("Stored event");
        stored.addOpenedChangeListener(opened -> {
            // Large envelopes are sent only to who opens them.
            if (opened.isOpened() && stored.getContent().count() == 0) {
                stored.add(json(event.json()));
            }
        });
        var body = new Div(line);
        String words = Said.of(event.event());
        if (!words.isEmpty()) {
            var said = new Paragraph(words);
            said.addClassName("said");
            body.add(said);
        }
        body.add(stored);
        body.addClassName("body");
        var step = new Div(rail, body);
        step.addClassNames("step", Said.tone(event.name()).css());
        step.getElement().setAttribute("role", "listitem");
        return step;
    }

    /** Indented for reading; the stored bytes have no spaces. */
    public static Pre json(String stored) {
        var pre = new Pre(pretty(stored));
        pre.addClassName("json");
        pre.getElement().setAttribute("tabindex", "0");
        return pre;
    }

    /** As it is stored where it is no JSON: who looks at a damaged event wants to see it. */
    private static String pretty(String stored) {
        try {
            return JSON.writeValueAsString(JSON.readTree(stored));
        } catch (JacksonException e) {
            return stored;
        }
    }
}
