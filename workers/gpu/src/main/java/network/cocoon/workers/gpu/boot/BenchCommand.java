package network.cocoon.workers.gpu.boot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import network.cocoon.workers.gpu.decoder.Decoder;
import network.cocoon.workers.gpu.decoder.Precision;
import network.cocoon.workers.gpu.decoder.Speed;
import network.cocoon.workers.gpu.decoder.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code cocoon-worker bench}: how fast this machine runs a model, and how near that is to what its memory allows. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures prefill and decoding: a table, then one line of JSON. Figures are medians in tokens a second; "
                        + "each share is of the most that the measured memory bandwidth allows if every weight is read once a step.")
final class BenchCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "A Hugging Face model directory.")
    @SuppressWarnings("NullAway.Init")
    private Path model;

    @Option(names = "--batch", split = ",", paramLabel = "N", description = "Sequences at once (default: 1,4,8).")
    private List<Integer> batches = List.of(1, 4, 8);

    @Option(names = "--prompt", paramLabel = "N", description = "Tokens of each prompt (default: ${DEFAULT-VALUE}).")
    private int prompt = 128;

    @Option(names = "--steps", paramLabel = "N", description = "Steps of decoding (default: ${DEFAULT-VALUE}).")
    private int steps = 32;

    @Option(names = "--dtype", paramLabel = "TYPE", description = "f32, bf16 (the default), int8 or int4.")
    private String dtype = Precision.BF16.word();

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
        Precision precision = Precision.named(dtype)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "--dtype is f32, bf16, int8 or int4"));
        if (prompt < 1 || steps < 1 || threads < 1 || batches.stream().anyMatch(n -> n < 1 || n > 256)) {
            throw new ParameterException(spec.commandLine(), "counts are at least 1, a batch at most 256");
        }
        Torch.threads(threads);
        String device;
        double bandwidth;
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Decoder decoder = Decoder.load(model, precision, new LoadingLine(System.err, System::nanoTime))
                .decoder()) {
            decoder.requireHead();
            if (prompt + steps + 1 > decoder.config().context()) {
                throw new ParameterException(spec.commandLine(), "--prompt and --steps exceed the model's context");
            }
            device = decoder.device();
            bandwidth = Speed.bandwidth(decoder);
            System.out.printf(
                    Locale.ROOT,
                    "%s on %s, %d threads, %d-token prompts, %.1f GB/s read, %.2f GB a step%n",
                    precision.word(),
                    device,
                    threads,
                    prompt,
                    bandwidth / 1e9,
                    decoder.bytesPerStep() / 1e9);
            System.out.println("batch  prefill/s  share  decode/s  share");
            for (int batch : batches) {
                Speed.Row row = Speed.measure(decoder, batch, prompt, steps);
                double most = bandwidth / decoder.bytesPerStep();
                double prefill = row.prefill() / (most * prompt);
                double decode = row.decode() / (most * batch);
                System.out.printf(
                        Locale.ROOT,
                        "%5d  %9.1f  %5.2f  %8.1f  %5.2f%n",
                        batch,
                        row.prefill(),
                        prefill,
                        row.decode(),
                        decode);
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("batch", batch);
                json.put("prefill", row.prefill());
                json.put("prefillShare", prefill);
                json.put("decode", row.decode());
                json.put("decodeShare", decode);
                rows.add(json);
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("dtype", precision.word());
        result.put("device", device);
        result.put("threads", threads);
        result.put("prompt", prompt);
        result.put("bandwidth", bandwidth);
        result.put("rows", rows);
        System.out.println(JsonMapper.shared().writeValueAsString(result));
        return 0;
    }
}
