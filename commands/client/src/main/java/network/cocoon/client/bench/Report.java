package network.cocoon.client.bench;

import java.time.Duration;
import java.util.Formatter;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a load came to.
 *
 * @param took      without the warm-up
 * @param processor time that this process used of the processors meanwhile
 */
record Report(BenchOptions options, Duration took, Duration processor, Tally tally) {

    /** For people: a Markdown table, times in milliseconds. */
    String table() {
        Formatter out = new Formatter(Locale.ROOT);
        out.format("| figure | value |%n|---|---|%n");
        out.format(
                "| load | %d connections%s, %s, %d frames of %d bytes, %s |%n",
                options.connections(),
                options.apps() > 1 ? " of " + options.apps() + " apps" : "",
                options.rate().map(rate -> rate + "/s").orElse("as fast as they go"),
                options.frames(),
                options.frameBytes(),
                options.openai().isPresent() ? "through the sidecar" : "by the protocol");
        out.format(
                "| completed | %d in %.1f s, %.1f/s |%n", tally.completed(), seconds(), perSecond(tally.completed()));
        out.format("| failed | %s |%n", failures());
        out.format("| frames | %.0f/s |%n", perSecond(tally.frames()));
        out.format("| acknowledgements | %.2f a request |%n", each(tally.acknowledgements()));
        out.format("| processor time here | %.2f ms a request |%n", each(processor.toNanos()) / 1e6);
        out.format("%n| milliseconds | p50 | p90 | p99 | max |%n|---|---|---|---|---|%n");
        times(out, "time to first text", tally.firstText);
        times(out, "whole answer", tally.whole);
        return out.toString();
    }

    private static void times(Formatter out, String name, Latencies times) {
        out.format(
                "| %s | %.1f | %.1f | %.1f | %.1f |%n",
                name,
                times.quantile(500) / 1000.0,
                times.quantile(900) / 1000.0,
                times.quantile(990) / 1000.0,
                times.max() / 1000.0);
    }

    /** For machines: one line, times in microseconds. */
    String json() {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode root = mapper.createObjectNode();
        root.put("connections", options.connections()).put("apps", options.apps());
        options.rate().ifPresent(rate -> root.put("rate", rate));
        root.put("frames", options.frames()).put("frameBytes", options.frameBytes());
        root.put("sidecar", options.openai().isPresent());
        root.put("seconds", seconds());
        root.put("completed", tally.completed()).put("completedPerSecond", perSecond(tally.completed()));
        ObjectNode failed = root.putObject("failed");
        tally.failures().forEach(failed::put);
        root.put("framesPerSecond", perSecond(tally.frames()));
        root.put("acknowledgementsPerRequest", each(tally.acknowledgements()));
        root.put("processorNanos", processor.toNanos());
        times(root.putObject("firstTextMicros"), tally.firstText);
        times(root.putObject("wholeAnswerMicros"), tally.whole);
        return mapper.writeValueAsString(root);
    }

    private static void times(ObjectNode node, Latencies times) {
        node.put("p50", times.quantile(500)).put("p90", times.quantile(900));
        node.put("p99", times.quantile(990)).put("max", times.max());
    }

    private String failures() {
        return tally.failed() == 0
                ? "0"
                : tally.failed() + ": "
                        + tally.failures().entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .collect(Collectors.joining(", "));
    }

    private double seconds() {
        return took.toNanos() / 1e9;
    }

    private double perSecond(long count) {
        return count / Math.max(seconds(), 1e-9);
    }

    private double each(long count) {
        return (double) count / Math.max(1, tally.completed());
    }
}
