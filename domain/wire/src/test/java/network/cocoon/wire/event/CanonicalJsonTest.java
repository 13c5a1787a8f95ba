package network.cocoon.wire.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.wire.json.CanonicalJson;
import network.cocoon.wire.json.CocoonJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The fast reader against the full one: where it answers, both answer the same. */
class CanonicalJsonTest {

    private static final int CHANGES_A_RUN = 40;

    private final JsonMapper full = CocoonJson.mapper();

    static Stream<EventType> types() {
        return EventCatalogue.current().types().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsEveryKindOfEventItself(EventType type) {
        byte[] plain = full.writeValueAsBytes(RandomEvents.of(type.type(), new Random(1)));

        assertThat(CanonicalJson.read(plain, type.type())).isEqualTo(full.readValue(plain, type.type()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void leavesEscapesAndOtherAlphabetsToTheFullReader(EventType type) {
        byte[] golden = full.writeValueAsBytes(Samples.of(type.type()));
        Object read = CanonicalJson.read(golden, type.type());

        assertThat(read == null)
                .as("free text is in the sample")
                .isEqualTo(new String(golden, StandardCharsets.UTF_8).contains("ü"));
        agrees(golden, type);
    }

    @Property(tries = 300)
    void agreesOnWhatWasWritten(@ForAll long seed) {
        Random random = new Random(seed);
        types().forEach(type -> {
            Object event = RandomEvents.of(type.type(), random);
            byte[] json = full.writeValueAsBytes(event);
            assertThat(CanonicalJson.read(json, type.type()))
                    .isEqualTo(full.readValue(json, type.type()))
                    .isNotNull();
        });
    }

    @Property(tries = 60)
    void agreesOnWhatWasChanged(@ForAll long seed) {
        Random random = new Random(seed);
        types().forEach(type -> {
            byte[] json = full.writeValueAsBytes(RandomEvents.of(type.type(), random));
            for (int i = 0; i < CHANGES_A_RUN; i++) {
                agrees(changed(json, random), type);
            }
        });
    }

    @Test
    void givesNothingForAnotherSpelling() {
        String plain = "{\"account\":\"app_" + "a".repeat(32) + "\",\"at\":\"2026-11-21T01:02:03Z\"}";
        Class<?> type = AccountEvent.Resumed.class;

        assertThat(CanonicalJson.read(bytes(plain), type)).isNotNull();
        assertThat(CanonicalJson.read(bytes(plain + " "), type)).isNull();
        assertThat(CanonicalJson.read(bytes(plain.replace(":\"2", ": \"2")), type))
                .isNull();
        assertThat(CanonicalJson.read(bytes(plain + "{}"), type)).isNull();
        assertThat(CanonicalJson.read(bytes(plain.replace("03Z", "61Z")), type)).isNull();
        assertThat(CanonicalJson.read(bytes("null"), type)).isNull();
        assertThat(CanonicalJson.read(new byte[0], type)).isNull();
        assertThat(CanonicalJson.read(bytes("1"), StringBuilder.class)).isNull();
    }

    @Test
    void timesAreReadAsTheJdkReadsThem() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String text = "\"%04d-%02d-%02dT%02d:%02d:%02d%sZ\""
                    .formatted(
                            random.nextInt(10_000),
                            random.nextInt(14),
                            random.nextInt(33),
                            random.nextInt(25),
                            random.nextInt(61),
                            random.nextInt(61),
                            i % 3 == 0 ? "" : i % 3 == 1 ? ".%03d".formatted(random.nextInt(1000)) : ".000001");
            byte[] json = bytes("{\"account\":\"app_" + "a".repeat(32) + "\",\"at\":" + text + "}");
            agrees(json, Objects.requireNonNull(EventCatalogue.current().find("account.Resumed")));
        }
    }

    private void agrees(byte[] json, EventType type) {
        Object read = CanonicalJson.read(json, type.type());
        if (read != null) {
            Object slow = full.readValue(json, type.type());
            assertThat(slow).isEqualTo(read);
            return;
        }
        // Then the codec's answer is the full reader's, whichever it is.
        EventCodec codec = new EventCodec();
        try {
            Object slow = full.readValue(json, type.type());
            if (slow != null) {
                assertThat(codec.decode(type.name(), type.revision(), json)).isEqualTo(slow);
                return;
            }
        } catch (JacksonException _) {
            // refused, and so must the codec
        }
        assertThatThrownBy(() -> codec.decode(type.name(), type.revision(), json))
                .isInstanceOf(EventCodecException.class);
    }

    /** One byte changed, taken out or put in, or a piece cut out, doubled or cut off. */
    private static byte[] changed(byte[] json, Random random) {
        int at = random.nextInt(json.length);
        int to = at + random.nextInt(Math.min(24, json.length - at));
        byte some = (byte) "0123456789\"{}[]:,.-+eE\\ nullabcdefA_=\u00fc".charAt(random.nextInt(37));
        return switch (random.nextInt(6)) {
            case 0 -> {
                byte[] copy = json.clone();
                copy[at] = some;
                yield copy;
            }
            case 1 -> join(Arrays.copyOf(json, at), Arrays.copyOfRange(json, at + 1, json.length));
            case 2 -> join(Arrays.copyOf(json, at), new byte[] {some}, Arrays.copyOfRange(json, at, json.length));
            case 3 -> join(Arrays.copyOf(json, at), Arrays.copyOfRange(json, to, json.length));
            case 4 -> join(Arrays.copyOf(json, to), Arrays.copyOfRange(json, at, json.length));
            default -> Arrays.copyOf(json, at);
        };
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
