package network.cocoon.client.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.ModelId;
import org.jspecify.annotations.Nullable;

/**
 * What load to make.
 *
 * @param connections how many requests are under way at most, 1 to 10000
 * @param apps        accounts that take turns to ask, 1 to 1000
 * @param requests    how many to make, after those of the warm-up
 * @param duration    no request begins later than this after the start
 * @param rate        requests a second that begin whether earlier ones have ended or not; empty: each connection asks
 *     again as soon as it has its answer
 * @param warmup      requests that are made first, at the same rate, and not counted
 * @param frames      of each answer, from an echo engine
 * @param frameBytes  of text in each
 * @param paceMillis  the worker pauses before each frame
 * @param openai      the sidecar to ask; empty: the network itself
 * @param apiKey      file with the sidecar's key
 * @param json        print one line of JSON in place of the table
 */
public record BenchOptions(
        int connections,
        int apps,
        long requests,
        Duration duration,
        Optional<Integer> rate,
        int warmup,
        int frames,
        int frameBytes,
        int paceMillis,
        ModelId model,
        Duration timeout,
        Optional<URI> openai,
        Optional<Path> apiKey,
        boolean json) {

    public static final String HELP = """

            cocoon-client bench [--connections N (64)] [--apps N (1)] [--requests N | --duration SECONDS (10)]
                                [--rate A-SECOND] [--warmup N (0)] [--frames N (50)] [--frame-bytes N (128)]
                                [--pace MILLIS (0)] [--model M (echo)] [--timeout SECONDS (60)] [--json]
                                --operator URL [options] | --openai URL --api-key-file FILE
              asks a network whose workers run the echo engine; with --rate, latencies count from when a request was due;
              with --apps, by as many accounts, those beyond the first in DATA/app-2 and so on
            """;

    /** The options of a load, and the arguments that are not of it, in their order. */
    public record Parsed(BenchOptions options, List<String> rest) {}

    /** Throws {@link IllegalArgumentException} for a value out of bounds. */
    public static Parsed parse(List<String> args) {
        Reader reader = new Reader();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            String option = args.get(i);
            if (option.equals("--json")) {
                reader.json = true;
            } else if (i + 1 < args.size() && reader.take(option, args.get(i + 1))) {
                i++;
            } else {
                rest.add(option);
            }
        }
        return new Parsed(reader.options(), rest);
    }

    /** What the echo engine understands. */
    String prompt() {
        String prompt = "frames=" + frames + " bytes=" + frameBytes;
        return paceMillis == 0 ? prompt : prompt + " pace=" + paceMillis;
    }

    private static final class Reader {

        private int connections = 64;
        private int apps = 1;
        private @Nullable Long requests;
        private @Nullable Duration duration;
        private Optional<Integer> rate = Optional.empty();
        private int warmup;
        private int frames = 50;
        private int frameBytes = 128;
        private int paceMillis;
        private String model = "echo";
        private Duration timeout = Duration.ofSeconds(60);
        private Optional<URI> openai = Optional.empty();
        private Optional<Path> apiKey = Optional.empty();
        private boolean json;

        private boolean take(String option, String value) {
            switch (option) {
                case "--connections" -> connections = number(option, value, 1, 10_000);
                case "--apps" -> apps = number(option, value, 1, 1_000);
                case "--requests" -> requests = (long) number(option, value, 1, 100_000_000);
                case "--duration" -> duration = Duration.ofSeconds(number(option, value, 1, 86_400));
                case "--rate" -> rate = Optional.of(number(option, value, 1, 100_000));
                case "--warmup" -> warmup = number(option, value, 0, 1_000_000);
                case "--frames" -> frames = number(option, value, 1, 100_000);
                case "--frame-bytes" -> frameBytes = number(option, value, 1, 16_384);
                case "--pace" -> paceMillis = number(option, value, 0, 10_000);
                case "--model" -> model = value;
                case "--timeout" -> timeout = Duration.ofSeconds(number(option, value, 1, 3600));
                case "--openai" -> openai = Optional.of(URI.create(value));
                case "--api-key-file" -> apiKey = Optional.of(Path.of(value));
                default -> {
                    return false;
                }
            }
            return true;
        }

        private BenchOptions options() {
            Duration time = duration;
            if (time == null) {
                time = requests == null ? Duration.ofSeconds(10) : Duration.ofDays(1);
            }
            return new BenchOptions(
                    connections,
                    apps,
                    requests == null ? Long.MAX_VALUE : requests,
                    time,
                    rate,
                    warmup,
                    frames,
                    frameBytes,
                    paceMillis,
                    new ModelId(model),
                    timeout,
                    openai,
                    apiKey,
                    json);
        }

        private static int number(String option, String value, int least, int most) {
            try {
                int number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(option + " takes a number, not '" + value + "'", e);
            }
            throw new IllegalArgumentException(option + " is from " + least + " to " + most);
        }
    }
}
