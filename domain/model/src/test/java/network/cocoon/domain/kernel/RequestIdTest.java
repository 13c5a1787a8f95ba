package network.cocoon.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RequestIdTest {

    private static final Instant NOW = Instant.parse("2026-11-22T04:05:06.789Z");

    @Test
    void a_new_one_is_a_uuid_of_version_7_that_tells_its_time() {
        for (int seed = 0; seed < 1_000; seed++) {
            UUID id = uuid(RequestId.at(NOW, new Random(seed)));
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
        }
    }

    @Test
    void later_ones_are_greater() {
        RandomGenerator random = new Random(1);
        String before = RequestId.at(NOW, random).value();
        for (int millis = 1; millis < 1_000; millis++) {
            String after = RequestId.at(NOW.plusMillis(millis), random).value();
            assertThat(after).isGreaterThan(before);
            before = after;
        }
    }

    @Test
    void all_other_bits_are_random() {
        RandomGenerator random = new Random(2);
        long ones = 0;
        long zeros = 0;
        long high = 0;
        long low = 0;
        Set<RequestId> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            RequestId id = RequestId.at(NOW, random);
            seen.add(id);
            high |= uuid(id).getMostSignificantBits();
            low |= uuid(id).getLeastSignificantBits();
            ones |= ~uuid(id).getMostSignificantBits();
            zeros |= ~uuid(id).getLeastSignificantBits();
        }
        assertThat(seen).hasSize(1_000);
        assertThat(Long.bitCount(high & ones) + Long.bitCount(low & zeros)).isEqualTo(74);
    }

    private static UUID uuid(RequestId id) {
        return UUID.fromString(id.value().replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
    }
}
