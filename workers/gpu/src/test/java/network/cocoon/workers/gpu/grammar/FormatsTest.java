package network.cocoon.workers.gpu.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.xml.datatype.DatatypeFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What is drawn is read by the library's own readers of the format, which share no code with what draws. */
class FormatsTest {

    private interface Reader {
        void read(String text) throws Exception;
    }

    private static final Map<String, Reader> READERS = Map.of(
            "date", LocalDate::parse,
            "time", OffsetTime::parse,
            "date-time", OffsetDateTime::parse,
            "uuid", text -> assertThat(UUID.fromString(text)).hasToString(text),
            // Weeks are ISO 8601 only.
            "duration", text -> DatatypeFactory.newInstance().newDuration(text.replaceFirst("^P(\\d+)W$", "P$1D")),
            "ipv4",
                    text -> assertThat(InetAddress.ofLiteral(text).getHostAddress())
                            .isEqualTo(text),
            "ipv6", text -> assertThat(InetAddress.ofLiteral(text)).isInstanceOf(Inet6Address.class),
            "hostname", FormatsTest::hostname,
            "email", FormatsTest::email);

    private static void hostname(String text) {
        assertThat(text.length()).isBetween(1, 253);
        assertThat(Arrays.asList(text.split("\\.", -1)))
                .allSatisfy(label -> assertThat(label.length()).isBetween(1, 63))
                .allSatisfy(label -> assertThat(label).matches("[A-Za-z0-9-]+").doesNotStartWith("-"))
                .noneMatch(label -> label.endsWith("-"));
    }

    private static void email(String text) {
        assertThat(text.length()).isLessThanOrEqualTo(254);
        String[] parts = text.split("@", -1);
        assertThat(parts).hasSize(2);
        hostname(parts[1]);
        assertThat(parts[1]).contains(".");
        assertThat(parts[0].length()).isBetween(1, 64);
        assertThat(Arrays.asList(parts[0].split("\\.", -1))).noneMatch(String::isEmpty);
    }

    @ParameterizedTest
    @ValueSource(strings = {"date", "time", "date-time", "uuid", "duration", "ipv4", "ipv6", "hostname", "email"})
    void whatever_is_drawn_is_of_the_format(String format) {
        String schema = "{\"type\":\"string\",\"format\":\"" + format + "\"}";
        Reader reader = Optional.ofNullable(READERS.get(format)).orElseThrow();
        for (int seed = 0; seed < 300; seed++) {
            String drawn = Walk.random(schema, seed, 4000).orElseThrow();
            String text = JsonMapper.shared().readTree(drawn).stringValue();
            assertThatCode(() -> reader.read(text)).as(text).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            date,2026-11-22,2026-02-29
            date,2024-02-29,1900-02-29
            date,2000-02-29,2000-04-31
            date,0001-01-01,0000-01-01
            time,23:59:59Z,24:00:00Z
            time,08:00:00.123456789+05:30,08:00:00
            date-time,2026-11-22T08:00:00Z,2026-11-22 08:00:00Z
            date-time,2026-11-22T08:00:00-03:30,2026-11-22T08:60:00Z
            duration,P1Y2M3DT4H5M6S,P
            duration,PT36H,P1DT
            duration,P3W,P1Y3W
            uuid,0190163d-8694-739b-aea5-966c26f8ad90,0190163d8694739baea5966c26f8ad90
            email,first.last+tag@example.org,first..last@example.org
            email,a@b.c,@b.c
            ipv4,192.168.0.255,192.168.0.256
            ipv4,0.0.0.0,01.0.0.0
            ipv6,::1,:::1
            ipv6,2001:db8::ff00:42:8329,2001:db8::ff00::1
            ipv6,1:2:3:4:5:6:7:8,1:2:3:4:5:6:7
            ipv6,1:2:3:4:5:6:7::,1:2:3:4:5:6:7:8:9
            ipv6,::,:
            hostname,a-b.example,-a.example
            """)
    void what_formats_mean(String format, String within, String outside) {
        String schema = "{\"type\":\"string\",\"format\":\"" + format + "\"}";
        assertThat(Walk.takes(schema, "\"" + within + "\"")).isTrue();
        assertThat(Walk.takes(schema, "\"" + outside + "\"")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            {"type":"string","format":"date","pattern":"^20"} ; "2026-01-01" ; "1999-01-01"
            {"type":"string","format":"ipv4","maxLength":8} ; "10.0.0.1" ; "10.0.0.10"
            {"type":["null","string"],"format":"date"} ; null ; "x"
            {"format":"date"} ; "2026-01-01" ; "x"
            {"type":"string","format":"color"} ; "any" ; 1
            {"type":"integer","format":"int32"} ; 7 ; "x"
            {"anyOf":[{"type":"integer"}],"format":"date"} ; 7 ; "x"
            {"enum":["x"],"format":"date"} ; "x" ; "y"
            """)
    void formats_beside_other_words(String schema, String within, String outside) {
        assertThat(Walk.takes(schema, within)).isTrue();
        assertThat(Walk.takes(schema, outside)).isFalse();
    }
}
