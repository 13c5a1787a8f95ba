package network.cocoon.workers.gpu.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Byte by byte through what a schema lets be written. */
final class Walk {

    private Walk() {}

    private static Rest of(String schema) {
        return Rest.of(new Item.Value(SchemaReader.read(schema)));
    }

    /** At random until nothing more may follow, or one way to end was taken; nothing if it was not whole after so many. */
    static Optional<String> random(String schema, long seed, int most) {
        SplittableRandom random = new SplittableRandom(seed);
        Rest rest = of(schema);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        while (written.size() < most) {
            if (rest.mayEnd() && random.nextInt(4) == 0) {
                return Optional.of(written.toString(StandardCharsets.UTF_8));
            }
            Rest now = rest;
            List<Integer> allowed = IntStream.range(0, 256)
                    .filter(b -> !(now.on(b) instanceof Rest.After.Refused))
                    .boxed()
                    .toList();
            if (allowed.isEmpty()) {
                // Nowhere else: what was let in must lead to an end.
                assertThat(rest.mayEnd())
                        .as(written.toString(StandardCharsets.UTF_8))
                        .isTrue();
                return Optional.of(written.toString(StandardCharsets.UTF_8));
            }
            int b = allowed.get(random.nextInt(allowed.size()));
            if (allowed.contains((int) '"') && random.nextInt(8) == 0) {
                b = '"';
            }
            written.write(b);
            switch (rest.on(b)) {
                case Rest.After.Left(Rest left) -> rest = left;
                case Rest.After.Nothing _, Rest.After.Refused _ -> {
                    return Optional.of(written.toString(StandardCharsets.UTF_8));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether this may be written and be all. */
    static boolean takes(String schema, String document) {
        Rest rest = of(schema);
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            switch (rest.on(bytes[i] & 0xff)) {
                case Rest.After.Left(Rest left) -> rest = left;
                case Rest.After.Nothing _ -> {
                    return i == bytes.length - 1;
                }
                case Rest.After.Refused _ -> {
                    return false;
                }
            }
        }
        return rest.mayEnd();
    }
}
