package network.cocoon.eventstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.MergedTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.ConfigToken;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenSerializerTest {
    private final TokenSerializer serializer = new TokenSerializer();

    static Stream<Arguments> bookmarks() {
        TrackingToken seven = new GlobalSequenceTrackingToken(7);
        TrackingToken nine = new GlobalSequenceTrackingToken(9);
        return Stream.of(
                Arguments.of(seven, "{\"index\":7}"),
                Arguments.of(
                        ReplayToken.createReplayToken(nine, seven, "why"),
                        "{\"until\":{\"index\":9},\"replayed\":{\"index\":7},\"context\":\"why\"}"),
                Arguments.of(ReplayToken.createReplayToken(nine), "{\"until\":{\"index\":9},\"replayed\":null}"),
                Arguments.of(
                        MergedTrackingToken.merged(ReplayToken.createReplayToken(nine, seven), nine),
                        "{\"lower\":{\"until\":{\"index\":9},\"replayed\":{\"index\":7}},\"upper\":{\"index\":9}}"),
                Arguments.of(new ConfigToken(Map.of("id", "a")), "{\"configuration\":{\"id\":\"a\"}}"));
    }

    @ParameterizedTest
    @MethodSource("bookmarks")
    void writesAndReadsEveryKindOfBookmark(TrackingToken token, String json) {
        var stored = serializer.serialize(token, byte[].class);
        assertThat(new String(stored.getData(), UTF_8)).isEqualTo(json);
        TrackingToken read = serializer.deserialize(stored);
        assertThat(read).isEqualTo(token);
        assertThat(ReplayToken.isReplay(read)).isEqualTo(ReplayToken.isReplay(token));
    }

    @Test
    void refusesAnythingElse() {
        assertThatThrownBy(() -> serializer.serialize(GapAwareTrackingToken.newInstance(1, Set.of()), byte[].class))
                .isInstanceOf(SerializationException.class);
        for (String hostile : new String[] {"{\"class\":\"java.lang.Runtime\"}", "null", "[", ""}) {
            var stored = new SimpleSerializedObject<>(hostile.getBytes(UTF_8), byte[].class, "log.Bookmark", "1");
            assertThatThrownBy(() -> serializer.deserialize(stored))
                    .as(hostile)
                    .isInstanceOf(SerializationException.class);
        }
    }
}
