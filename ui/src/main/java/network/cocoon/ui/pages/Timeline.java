package network.cocoon.ui.pages;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import network.cocoon.projections.log.RecordedEvent;
import network.cocoon.ui.parts.Texts;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A chain of events from top to bottom, each with its place in the log and its stored JSON. */
final class Timeline {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Timeline() {}

    static Div of(List<RecordedEvent> chain) {
        var timeline = new Div();
        timeline.addClassName("timeline");
        Instant first = chain.isEmpty() ? Instant.EPOCH : chain.getFirst().time();
        for (RecordedEvent event : chain) {
            timeline.add(step(event, Duration.between(first, event.time())));
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
                Texts.time(event.time()),
                Texts.faint("+" + Texts.millis(since.toMillis())),
                Texts.faint(index == null ? "not ordered yet" : "#" + index));
        line.addClassName("line");
        var stored = new Details("Stored event", json(event.json()));
        var body = new Div(line, stored);
        body.addClassName("body");
        var step = new Div(rail, body);
        step.addClassName("step");
        return step;
    }

    /** Indented for reading; the stored bytes have no spaces. */
    static Pre json(String stored) {
        var pre = new Pre(JSON.writeValueAsString(JSON.readTree(stored)));
        pre.addClassName("json");
        return pre;
    }
}
