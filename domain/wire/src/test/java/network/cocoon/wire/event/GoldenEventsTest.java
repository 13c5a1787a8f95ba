package network.cocoon.wire.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.provider.ProviderEvent;
import network.cocoon.domain.registry.RegistryEvent;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.transparency.TransparencyEvent;
import network.cocoon.domain.worker.WorkerEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stored form of every event, as files: a change of any byte is seen, and needs a new revision. */
class GoldenEventsTest {

    private final EventCodec codec = new EventCodec();

    static Stream<EventType> types() {
        return EventCatalogue.current().types().stream();
    }

    @Test
    void everyEventIsListed() {
        List<Class<?>> all = Stream.of(
                        AccountEvent.class,
                        InferenceEvent.class,
                        ProviderEvent.class,
                        RegistryEvent.class,
                        SettlementEvent.class,
                        TransparencyEvent.class,
                        WorkerEvent.class)
                .<Class<?>>flatMap(stream -> Stream.of(stream.getPermittedSubclasses()))
                .toList();

        assertThat(types().map(EventType::type)).containsExactlyInAnyOrderElementsOf(all);
    }

    @ParameterizedTest
    @MethodSource("types")
    void writesItsGoldenFile(EventType type) {
        EventCodec.Encoded encoded = codec.encode(Samples.of(type.type()));

        assertThat(encoded.name()).isEqualTo(type.name());
        assertThat(encoded.revision()).isEqualTo(type.revision());
        assertThat(new String(encoded.payload(), StandardCharsets.UTF_8))
                .isEqualTo(new String(golden(type), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsItsGoldenFile(EventType type) {
        assertThat(codec.decode(type.name(), type.revision(), golden(type))).isEqualTo(Samples.of(type.type()));
    }

    /** What the first version wrote is still read, as today's record. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "inference.Assigned",
                "inference.Failed",
                "inference.Cancelled",
                "inference.Expired",
                "provider.Registered"
            })
    void readsWhatTheFirstRevisionWrote(String name) {
        EventType type =
                types().filter(it -> it.name().equals(name)).findFirst().orElseThrow();

        Object old = codec.decode(name, 1, golden(new EventType(name, type.type(), 1)));

        switch (old) {
            case InferenceEvent.Assigned e -> {
                assertThat(e.assignment().window()).isEqualTo(8);
                assertThat(e.assignment().relay().value()).isEqualTo("node_" + "0".repeat(32));
            }
            case InferenceEvent.Failed e -> assertThat(e.bill()).isNull();
            case InferenceEvent.Cancelled e -> assertThat(e.bill()).isNull();
            case InferenceEvent.Expired e -> assertThat(e.bill()).isNull();
            case ProviderEvent.Registered e -> {
                assertThat(e.proof()).isNotNull();
                assertThat(e.tonProof()).isNull();
            }
            default -> throw new AssertionError(name);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void absentComponentsRoundTrip(EventType type) {
        Object sparse = Samples.sparse(type.type());

        EventCodec.Encoded encoded = codec.encode(sparse);

        assertThat(new String(encoded.payload(), StandardCharsets.UTF_8)).doesNotContain("null");
        assertThat(codec.decode(encoded.name(), encoded.revision(), encoded.payload()))
                .isEqualTo(sparse);
    }

    private static byte[] golden(EventType type) {
        String name = "/golden/" + type.name() + ".r" + type.revision() + ".json";
        try (InputStream in = GoldenEventsTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name + " is missing").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
