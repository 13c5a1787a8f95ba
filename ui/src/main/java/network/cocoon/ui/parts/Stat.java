package network.cocoon.ui.parts;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One large figure with its name and a line about it. */
public final class Stat extends Div {

    /** A number and its unit, which is written smaller so that the number has the room. */
    private static final Pattern MEASURE = Pattern.compile("(\\d[\\d,.]* )(\\S+)");

    private final Span value = new Span();
    private final Span note = new Span();
    private String shown = "";

    public Stat(String label) {
        addClassNames("panel", "stat");
        var name = new Span(label);
        name.addClassName("label");
        value.addClassName("big");
        note.addClassName("faint");
        add(name, value, note);
    }

    /** @param exact shown on hover */
    public void show(String text, String exact, String about) {
        if (!text.equals(shown)) {
            shown = text;
            write(text);
        }
        value.setTitle(exact.isEmpty() ? text : exact);
        note.setText(about);
    }

    private void write(String text) {
        value.removeAll();
        Matcher measure = MEASURE.matcher(text);
        if (!measure.matches()) {
            value.setText(text);
            return;
        }
        var unit = new Span(measure.group(2));
        unit.addClassName("unit");
        value.add(new Text(measure.group(1)), unit);
    }
}
