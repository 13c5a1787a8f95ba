package network.cocoon.ui.pages;

import java.util.List;
import java.util.function.ToLongFunction;
import network.cocoon.projections.overview.Bucket;
import network.cocoon.ui.parts.Chart;
import network.cocoon.ui.parts.Chart.Series;
import network.cocoon.ui.parts.Chart.Shape;
import network.cocoon.ui.parts.Chart.Unit;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;

/** The four charts of the overview. */
final class OverviewCharts {

    private final Chart<Bucket> outcomes = new Chart<>(
            Unit.COUNT,
            Bucket::start,
            new Series<>("Completed", "--c-blue", Shape.BARS, Bucket::completed),
            new Series<>("Failed", "--c-red", Shape.BARS, Bucket::failed),
            new Series<>("Expired", "--c-amber", Shape.BARS, Bucket::expired),
            new Series<>("Cancelled", "--c-grey", Shape.BARS, Bucket::cancelled));
    private final Chart<Bucket> latency = new Chart<>(
            Unit.MILLIS,
            Bucket::start,
            new Series<>("Median", "--c-violet", Shape.AREA, b -> measured(b, b.p50Millis())),
            new Series<>("95th percentile", "--c-amber", Shape.LINE, b -> measured(b, b.p95Millis())));
    private final Chart<Bucket> tokens =
            new Chart<>(Unit.COUNT, Bucket::start, new Series<>("Tokens", "--c-green", Shape.AREA, Bucket::tokens));
    private final Chart<Bucket> spend =
            new Chart<>(Unit.TON, Bucket::start, new Series<>("Billed", "--c-blue", Shape.BARS, b -> b.spent()
                    .value()));

    Chart<Bucket> outcomes() {
        return outcomes;
    }

    Chart<Bucket> latency() {
        return latency;
    }

    Chart<Bucket> tokens() {
        return tokens;
    }

    Chart<Bucket> spend() {
        return spend;
    }

    void show(TimeSpan span, List<Bucket> buckets) {
        outcomes.show(
                buckets,
                "Requests " + span.each() + ", " + span.last() + ": " + sum(buckets, Bucket::completed)
                        + " completed, " + sum(buckets, Bucket::failed) + " failed, "
                        + sum(buckets, Bucket::expired) + " expired, " + sum(buckets, Bucket::cancelled)
                        + " cancelled");
        latency.show(buckets, "Latency " + span.each() + ", " + span.last() + ": median and 95th percentile");
        tokens.show(
                buckets,
                "Tokens billed " + span.each() + ", " + span.last() + ": " + sum(buckets, Bucket::tokens) + " in all");
        spend.show(
                buckets,
                "Spend " + span.each() + ", " + span.last() + ": "
                        + Ton.text(buckets.stream()
                                .mapToLong(b -> b.spent().value())
                                .sum())
                        + " in all");
    }

    private static long measured(Bucket bucket, long millis) {
        return bucket.completed() == 0 ? -1 : millis;
    }

    private static String sum(List<Bucket> buckets, ToLongFunction<Bucket> figure) {
        return Texts.number(buckets.stream().mapToLong(figure).sum());
    }
}
