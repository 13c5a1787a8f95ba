package network.cocoon.ui.parts;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;
import network.cocoon.projections.overview.Minute;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lines or bars over time, drawn by ECharts, which the operator's process serves itself. */
public final class Chart extends Div {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ECHARTS = "context://webjars/echarts/5.5.0/echarts.min.js";
    private static final String OURS = "context://cocoon-charts.js";

    private final List<Series> series;
    private final boolean millis;

    /** @param millis whether the figures are times */
    public Chart(boolean millis, Series... series) {
        this.series = List.of(series);
        this.millis = millis;
        addClassName("chart");
    }

    /** One line or row of bars. */
    public record Series(String name, String colour, boolean bars, ToLongFunction<Minute> value) {}

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().getPage().addJavaScript(ECHARTS);
        event.getUI().getPage().addJavaScript(OURS);
    }

    /** Draws these minutes. */
    public void show(List<Minute> minutes) {
        ObjectNode option = JSON.createObjectNode();
        ArrayNode all = option.putArray("series");
        ArrayNode colours = JSON.createArrayNode();
        for (Series one : series) {
            ObjectNode node = all.addObject();
            node.put("name", one.name()).put("type", one.bars() ? "bar" : "line");
            node.put("showSymbol", false).put("smooth", true);
            if (one.bars()) {
                node.put("stack", "bars");
                node.putObject("itemStyle").put("borderRadius", 2);
            } else {
                node.putObject("lineStyle").put("width", 2);
                node.putObject("areaStyle").put("opacity", 0.08);
            }
            ArrayNode data = node.putArray("data");
            for (Minute minute : minutes) {
                Instant start = minute.start();
                data.addArray().add(start.toEpochMilli()).add(one.value().applyAsLong(minute));
            }
            colours.add(one.colour());
        }
        // The scripts may still be on their way when the first figures arrive.
        getElement().executeJs("""
                const draw = () => window.cocoonChart
                    ? window.cocoonChart(this, JSON.parse($0), JSON.parse($1), $2) : setTimeout(draw, 50);
                draw();""", JSON.writeValueAsString(option), JSON.writeValueAsString(colours), millis);
    }
}
