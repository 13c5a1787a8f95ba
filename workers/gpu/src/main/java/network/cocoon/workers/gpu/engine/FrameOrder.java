package network.cocoon.workers.gpu.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A load generator's prompt to the echo engine: {@code frames=50 bytes=128}, or with a pause before each frame
 * {@code frames=50 bytes=128 pace=20}. Every frame leaves at once, by itself, and counts as one token.
 *
 * @param count 1 to 100000
 * @param bytes of text in each (ASCII), 1 to 16384
 * @param pace 0 to 10 seconds
 */
record FrameOrder(int count, int bytes, Duration pace) {

    private static final Pattern ORDER = Pattern.compile("frames=(\\d{1,6}) bytes=(\\d{1,5})(?: pace=(\\d{1,5}))?");
    private static final int MOST_FRAMES = 100_000;
    private static final int MOST_BYTES = 16_384;
    private static final Duration MOST_PACE = Duration.ofSeconds(10);

    FrameOrder {
        if (!allowed(count, bytes, pace)) {
            throw new IllegalArgumentException(
                    "1 to " + MOST_FRAMES + " frames of 1 to " + MOST_BYTES + " bytes, at most 10 s apart");
        }
    }

    /** Nothing where the text is anything else, however little it differs: then it is a prompt like any other. */
    static Optional<FrameOrder> in(String text) {
        Matcher order = ORDER.matcher(text);
        if (!order.matches()) {
            return Optional.empty();
        }
        int count = Integer.parseInt(order.group(1));
        int bytes = Integer.parseInt(order.group(2));
        Duration pace = Duration.ofMillis(order.group(3) == null ? 0 : Integer.parseInt(order.group(3)));
        return allowed(count, bytes, pace) ? Optional.of(new FrameOrder(count, bytes, pace)) : Optional.empty();
    }

    private static boolean allowed(int count, int bytes, Duration pace) {
        return count >= 1
                && count <= MOST_FRAMES
                && bytes >= 1
                && bytes <= MOST_BYTES
                && !pace.isNegative()
                && pace.compareTo(MOST_PACE) <= 0;
    }
}
