package network.cocoon.workers.gpu.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import network.cocoon.workers.gpu.engine.EngineException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NumberBoundsTest {

    private static final long MOST = 99_999_999_999_999_999L;

    @Property(tries = 400)
    void a_whole_number_is_written_exactly_where_it_is_within(
            @ForAll @LongRange(min = -MOST, max = MOST) long a,
            @ForAll @LongRange(min = -MOST, max = MOST) long b,
            @ForAll @LongRange(min = -MOST, max = MOST) long value,
            @ForAll boolean including) {
        long least = Math.min(a, b);
        long most = Math.max(a, b);
        String schema = including
                ? "{\"type\":\"integer\",\"minimum\":" + least + ",\"maximum\":" + most + "}"
                : "{\"type\":\"integer\",\"exclusiveMinimum\":" + (least - 1) + ",\"exclusiveMaximum\":" + (most + 1)
                        + "}";
        assertThat(Walk.takes(schema, Long.toString(value))).isEqualTo(value >= least && value <= most);
        assertThat(Walk.takes(schema, Long.toString(least))).isTrue();
        assertThat(Walk.takes(schema, Long.toString(most))).isTrue();
        assertThat(Walk.takes(schema, Long.toString(most + 1))).isFalse();
        assertThat(Walk.takes(schema, Long.toString(least - 1))).isFalse();
        drawn(schema, value);
    }

    /** All numbers of a narrow range, so that every prefix of one is tried. */
    @Property(tries = 200)
    void a_narrow_range_is_left_by_none(
            @ForAll @LongRange(min = -1200, max = 1200) long least, @ForAll @LongRange(min = 0, max = 150) long width) {
        String schema = "{\"type\":\"integer\",\"minimum\":" + least + ",\"maximum\":" + (least + width) + "}";
        for (long value = least - 20; value <= least + width + 20; value++) {
            assertThat(Walk.takes(schema, Long.toString(value))).isEqualTo(value >= least && value <= least + width);
        }
        for (int seed = 0; seed < 10; seed++) {
            drawn(schema, seed);
        }
    }

    @Property(tries = 400)
    void a_decimal_is_written_exactly_where_it_is_within(
            @ForAll @BigRange(min = "-1000", max = "1000") @Scale(4) BigDecimal a,
            @ForAll @BigRange(min = "-1000", max = "1000") @Scale(4) BigDecimal b,
            @ForAll @BigRange(min = "-1000", max = "1000") @Scale(6) BigDecimal value,
            @ForAll boolean including) {
        BigDecimal least = a.min(b);
        BigDecimal most = a.max(b).add(BigDecimal.ONE);
        String schema = including
                ? "{\"type\":\"number\",\"minimum\":" + least.toPlainString() + ",\"maximum\":" + most.toPlainString()
                        + "}"
                : "{\"type\":\"number\",\"exclusiveMinimum\":" + least.toPlainString() + ",\"exclusiveMaximum\":"
                        + most.toPlainString() + "}";
        int bound = including ? 0 : 1;
        if (value.signum() != 0) {
            assertThat(Walk.takes(schema, value.toPlainString()))
                    .isEqualTo(value.compareTo(least) >= bound && value.compareTo(most) <= -bound);
        }
        if (least.signum() != 0) {
            assertThat(Walk.takes(schema, least.toPlainString())).isEqualTo(including);
        }
        drawn(schema, value.hashCode());
    }

    private static void drawn(String schema, long seed) {
        JsonNode read = JsonMapper.shared().readTree(schema);
        String drawn = Walk.random(schema, seed, 400).orElseThrow();
        assertThat(Valid.under(read, read, JsonMapper.shared().readTree(drawn)))
                .as(schema + " " + drawn)
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"integer","minimum":1} | 1 | 0
            {"type":"integer","minimum":0} | 0 | -1
            {"type":"integer","minimum":0} | 17 | -0
            {"type":"integer","minimum":0.5,"maximum":1e30} | 1 | 0
            {"type":"integer","exclusiveMaximum":10} | 9 | 10
            {"type":"integer","minimum":5,"exclusiveMinimum":5} | 6 | 5
            {"type":"integer","minimum":-9223372036854775808,"maximum":9223372036854775807} | -12345678901234567 | 1.0
            {"type":"integer","minimum":100,"maximum":105} | 104 | 1040
            {"type":"number","minimum":0,"maximum":1} | 0.25 | 1.1
            {"type":"number","minimum":0,"maximum":1} | 1.000 | 1e0
            {"type":"number","exclusiveMinimum":0} | 0.00001 | 0.0
            {"type":"number","exclusiveMinimum":1e-300} | 0.1 | 0
            {"type":"number","maximum":-0.1} | -0.10 | -0.09
            {"minimum":3} | 3.5 | true
            {"type":["integer","string"],"minimum":3} | "a" | 2
            {"enum":[1,2,"a",3.5],"minimum":2} | "a" | 1
            {"enum":[1,2,"a",3.5],"minimum":2} | 3.5 | 1
            {"const":7,"maximum":7} | 7 | 8
            """)
    void what_bounds_mean(String schema, String within, String outside) {
        assertThat(Walk.takes(schema, within)).isTrue();
        assertThat(Walk.takes(schema, outside)).isFalse();
    }

    /** None of these takes long, whatever is written in them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"integer\",\"minimum\":2,\"maximum\":1}",
                "{\"type\":\"integer\",\"exclusiveMinimum\":1,\"exclusiveMaximum\":2}",
                "{\"type\":\"integer\",\"minimum\":1e30}",
                "{\"type\":\"number\",\"minimum\":1e308}",
                "{\"type\":\"number\",\"minimum\":1e400}",
                "{\"type\":\"number\",\"exclusiveMinimum\":0,\"maximum\":1e-300}",
                "{\"type\":\"integer\",\"minimum\":\"1\"}",
                "{\"type\":\"integer\",\"exclusiveMinimum\":true}",
                "{\"enum\":[1,2],\"minimum\":3}",
                "{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"null\"}],\"minimum\":3}",
                "{\"$ref\":\"#/$defs/a\",\"minimum\":3,\"$defs\":{\"a\":{}}}"
            })
    void bounds_that_leave_nothing_or_are_none_are_refused(String schema) {
        EngineException refused = catchThrowableOfType(EngineException.class, () -> SchemaReader.read(schema));
        assertThat(refused.code()).isEqualTo(EngineException.Code.UNSUPPORTED);
    }
}
