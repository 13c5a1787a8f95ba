package network.cocoon.client.bench;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Property(tries = 500)
    void aBucketHoldsWhatIsNearlyTheSame(@ForAll @LongRange(min = 0, max = 1L << 40) long micros) {
        int bucket = Latencies.bucket(micros);
        assertThat(Latencies.highest(bucket)).isBetween(micros, micros + micros / 64);
        assertThat(Latencies.bucket(Latencies.highest(bucket))).isEqualTo(bucket);
        assertThat(Latencies.bucket(Latencies.highest(bucket) + 1)).isEqualTo(bucket + 1);
    }

    @Test
    void quantilesAreOfWhatWasAdded() {
        Latencies latencies = new Latencies();
        for (int i = 1; i <= 1000; i++) {
            latencies.add(i * 1000L);
        }
        assertThat(latencies.quantile(500)).isBetween(500L, 508L);
        assertThat(latencies.quantile(990)).isBetween(990L, 1000L);
        assertThat(latencies.max()).isEqualTo(1000);
        assertThat(new Latencies().quantile(500)).isZero();
    }
}
