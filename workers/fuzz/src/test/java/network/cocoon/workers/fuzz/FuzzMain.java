package network.cocoon.workers.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Has Jazzer try the parsers, some at a time; status 1 where one gave anything but a value or a coded refusal. Arguments:
 * a folder to work in, the committed corpus, seconds for each, inputs for each (0: by seconds), how many at a time, and
 * names of parsers ({@code ALL}, or with commas between them).
 */
final class FuzzMain {

    private FuzzMain() {}

    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
        Path corpus = Path.of(args[1]);
        FuzzLimits limits = new FuzzLimits(Integer.parseInt(args[2]), Long.parseLong(args[3]));
        List<FuzzedParser> parsers = "ALL".equals(args[5])
                ? List.of(FuzzedParser.values())
                : Arrays.stream(args[5].split(","))
                        .map(name -> FuzzedParser.valueOf(name.strip()))
                        .toList();
        List<String> findings = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(Integer.parseInt(args[4]))) {
            List<Future<List<String>>> running = new ArrayList<>();
            for (FuzzedParser parser : parsers) {
                running.add(pool.submit(() -> new FuzzRun(parser, limits, folder).run(corpus, folder)));
            }
            for (Future<List<String>> one : running) {
                findings.addAll(one.get());
            }
        }
        findings.forEach(System.out::println);
        System.exit(findings.isEmpty() ? 0 : 1);
    }
}
