package network.cocoon.workers.gpu.boot;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import network.cocoon.workers.gpu.decoder.Decoder;
import network.cocoon.workers.gpu.decoder.LogProbabilities;
import network.cocoon.workers.gpu.decoder.Precision;
import network.cocoon.workers.gpu.decoder.Segment;
import network.cocoon.workers.gpu.decoder.Slots;
import network.cocoon.workers.gpu.decoder.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code cocoon-worker logits}: the model's arithmetic without anything around it, to be compared with another's. */
@Command(
        name = "logits",
        mixinStandardHelpOptions = true,
        description =
                "Prints what the model expects after some tokens, as JSON: \"logprobs\" holds the natural logarithm "
                        + "of each token's probability, in the order of their ids; \"model\" the model's digest; \"dtype\" and "
                        + "\"tokens\" what was asked.")
final class LogitsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "A Hugging Face model directory.")
    @SuppressWarnings("NullAway.Init")
    private Path model;

    @Option(
            names = "--tokens",
            required = true,
            split = ",",
            paramLabel = "ID",
            description = "Ids of tokens, commas between them.")
    @SuppressWarnings("NullAway.Init")
    private List<Integer> tokens;

    @Option(names = "--dtype", paramLabel = "TYPE", description = "f32 (the default), bf16, int8 or int4.")
    private String dtype = Precision.F32.word();

    @Option(
            names = "--chunk",
            paramLabel = "N",
            description = "So many tokens a step (default: ${DEFAULT-VALUE}); 1 goes token by token.")
    private int chunk = 256;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
        Precision precision = Precision.named(dtype)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "--dtype is f32, bf16, int8 or int4"));
        if (chunk < 1 || threads < 1 || threads > 1024) {
            throw new ParameterException(spec.commandLine(), "--chunk and --threads are at least 1");
        }
        int[] ids = tokens.stream().mapToInt(Integer::intValue).toArray();
        Torch.threads(threads);
        Decoder.Loaded loaded = Decoder.load(model, precision, new LoadingLine(System.err, System::nanoTime));
        try (Decoder decoder = loaded.decoder()) {
            decoder.requireHead();
            if (ids.length > decoder.config().context()
                    || Arrays.stream(ids)
                            .anyMatch(id -> id < 0 || id >= decoder.config().vocabulary())) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--tokens are 0 to " + (decoder.config().vocabulary() - 1) + ", at most "
                                + decoder.config().context());
            }
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("model", loaded.directory().manifest().digest().hex());
            result.put("dtype", precision.word());
            result.put("tokens", ids);
            result.put("logprobs", LogProbabilities.of(last(decoder, ids)));
            System.out.println(JsonMapper.shared().writeValueAsString(result));
        }
        return 0;
    }

    private float[] last(Decoder decoder, int[] ids) {
        try (Slots slots = decoder.slots(1, ids.length)) {
            for (int at = 0; ; at += chunk) {
                int end = Math.min(ids.length, at + chunk);
                float[][] logits =
                        slots.step(List.of(new Segment(0, at, Arrays.copyOfRange(ids, at, end), end == ids.length)));
                if (logits.length == 1) {
                    return logits[0];
                }
            }
        }
    }
}
