package network.cocoon.wire.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import network.cocoon.wire.event.EventCodecException.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    record Renamed(String colour, int count) {}

    private final EventCodec codec = new EventCodec();

    @Test
    void oldRevisionsAreReadAsTodaysRecord() {
        EventCodec third = new EventCodec(
                new EventCatalogue(List.of(new EventType("toy.Renamed", Renamed.class, 3))),
                List.of(
                        new Upcaster("toy.Renamed", 1, old -> old.put("count", 1)),
                        new Upcaster("toy.Renamed", 2, old -> old.set("colour", old.remove("color")))));

        assertThat(third.decode("toy.Renamed", 1, json("{\"color\":\"red\"}"))).isEqualTo(new Renamed("red", 1));
        assertThat(third.decode("toy.Renamed", 2, json("{\"color\":\"red\",\"count\":2}")))
                .isEqualTo(new Renamed("red", 2));
        assertThat(third.decode("toy.Renamed", 3, json("{\"colour\":\"red\",\"count\":3}")))
                .isEqualTo(new Renamed("red", 3));
        assertFault(() -> third.decode("toy.Renamed", 4, json("{}")), Fault.UNKNOWN_REVISION);
        assertFault(() -> third.decode("toy.Renamed", 0, json("{}")), Fault.UNKNOWN_REVISION);
    }

    @Test
    void unknownNamesAreACodedError() {
        assertFault(() -> codec.decode("account.Vanished", 1, json("{}")), Fault.UNKNOWN_EVENT);
        assertFault(() -> codec.encode("not an event"), Fault.NOT_AN_EVENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "null",
                "{\"account\":\"app_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}",
                "{\"account\":\"app_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"at\":null}",
                "{\"account\":\"app_short\",\"at\":\"2026-11-21T01:02:03Z\"}",
                "{\"account\":\"app_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"at\":1}",
                "{\"account\":\"app_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"at\":\"2026-11-21T01:02:03Z\",\"more\":1}",
                "{\"account\":\"app_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"at\":\"2026-11-21T01:02:03Z\"}{}"
            })
    void malformedPayloadsAreACodedError(String payload) {
        assertFault(() -> codec.decode("account.Resumed", 1, json(payload)), Fault.MALFORMED_EVENT);
    }

    private static void assertFault(Runnable call, Fault fault) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(EventCodecException.class, e -> assertThat(e.fault())
                .isEqualTo(fault));
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
