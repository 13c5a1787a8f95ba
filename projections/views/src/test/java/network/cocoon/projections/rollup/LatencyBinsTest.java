package network.cocoon.projections.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LatencyBinsTest {

    @Test
    void everyLatencyLiesInItsBinAndBinsAreNarrow() {
        int before = -1;
        for (long millis = 0; millis < 200_000; millis++) {
            int bin = LatencyBins.of(millis);
            assertThat(bin).isBetween(before, before + 1);
            assertThat(LatencyBins.upper(bin)).isBetween(millis, millis + millis / 32);
            before = bin;
        }
        assertThat(LatencyBins.of(-5)).isZero();
        assertThat(LatencyBins.upper(LatencyBins.of(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void percentilesAreThoseOfTheRank() {
        var counts = new TreeMap<Integer, Long>();
        assertThat(LatencyBins.percentile(counts, 500)).isZero();
        counts.put(10, 1L);
        counts.put(20, 1L);
        counts.put(30, 2L);
        assertThat(LatencyBins.percentile(counts, 250)).isEqualTo(10);
        assertThat(LatencyBins.percentile(counts, 500)).isEqualTo(20);
        assertThat(LatencyBins.percentile(counts, 501)).isEqualTo(30);
        assertThat(LatencyBins.percentile(counts, 1_000)).isEqualTo(30);
    }
}
