package network.cocoon.ui.parts;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Figures over time, drawn by ECharts, which the operator's process serves itself.
 *
 * @param <T> one point in time with all its figures
 */
public final class Chart<T> extends Div {

    /** What the figures are. */
    public enum Unit {
        COUNT,
        MILLIS,
        /** Nanoton, written as TON. */
        TON
    }

    /** How a series looks; bars stand on each other. */
    public enum Shape {
        BARS,
        LINE,
        AREA
    }

    /**
     * One line or row of bars.
     *
     * @param colour a variable of the style sheet, for example {@code --c-blue}, so that it follows light and dark
     * @param value  negative for a gap
     */
    public record Series<T>(String name, String colour, Shape shape, ToLongFunction<T> value) {}

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ECHARTS = "context://webjars/echarts/5.5.0/echarts.min.js";
    private static final String OURS = "context://cocoon-charts.js";

    private final List<Series<T>> series;
    private final Unit unit;
    private final Function<T, Instant> when;
    private @Nullable String drawn;

    @SafeVarargs
    @SuppressWarnings("varargs")
    public Chart(Unit unit, Function<T, Instant> when, Series<T>... series) {
        this.unit = unit;
        this.when = when;
        this.series = List.of(series);
        addClassName("chart");
        getElement().setAttribute("role", "img");
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().getPage().addJavaScript(ECHARTS);
        event.getUI().getPage().addJavaScript(OURS);
        drawn = null;
    }

    /**
     * Draws these points; nothing is sent where nothing changed.
     *
     * @param words what a reader who does not see the chart should know
     */
    public void show(List<T> points, String words) {
        ArrayNode rows = JSON.createArrayNode();
        boolean days = points.size() > 1
                && when.apply(points.getLast()).getEpochSecond()
                                - when.apply(points.getFirst()).getEpochSecond()
                        > 86_400;
        for (T point : points) {
            ArrayNode row = rows.addArray().add(when.apply(point).toEpochMilli());
            for (Series<T> one : series) {
                long value = one.value().applyAsLong(point);
                if (value < 0) {
                    row.addNull();
                } else {
                    row.add(value);
                }
            }
        }
        String text = JSON.writeValueAsString(rows);
        if (text.equals(drawn)) {
            return;
        }
        drawn = text;
        getElement().setAttribute("aria-label", words);
        // The scripts may still be on their way when the first figures arrive.
        getElement().executeJs("""
                const draw = () => window.cocoonChart
                    ? window.cocoonChart(this, JSON.parse($0), JSON.parse($1)) : setTimeout(draw, 50);
                draw();""", kind(days), text);
    }

    private String kind(boolean days) {
        ObjectNode kind = JSON.createObjectNode();
        kind.put("unit", unit.name().toLowerCase(Locale.ROOT)).put("days", days);
        ArrayNode all = kind.putArray("series");
        for (Series<T> one : series) {
            all.addObject()
                    .put("name", one.name())
                    .put("colour", one.colour())
                    .put("shape", one.shape().name().toLowerCase(Locale.ROOT));
        }
        return JSON.writeValueAsString(kind);
    }
}
