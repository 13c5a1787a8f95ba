package network.cocoon.domain.attestation.tdx;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A verifier in plain JavaScript in a process of its own, fetched by npm and verified by its lock file. */
final class PeerVerifier implements AutoCloseable {

    private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc", "bench.mjs");

    private final Process process;
    private final BufferedReader answers;

    private PeerVerifier(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.US_ASCII);
    }

    /** @param arguments the quote's file, the collateral's, and the time in seconds since 1970 */
    static PeerVerifier start(Path sources, Path build, List<String> arguments)
            throws IOException, InterruptedException {
        Files.createDirectories(build);
        for (String file : FILES) {
            Files.copy(sources.resolve(file), build.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        int installed = builder(build, Stream.of("npm", "ci", "--silent"))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (installed != 0) {
            throw new IOException("npm ci failed: the peer cannot be fetched");
        }
        return new PeerVerifier(builder(build, Stream.concat(Stream.of("node", "bench.mjs"), arguments.stream()))
                .start());
    }

    /** Of verifications, over so many seconds. */
    Rate rate(long seconds) throws IOException {
        process.outputWriter(StandardCharsets.US_ASCII).append(seconds + "\n").flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the peer gave up");
        }
        String[] rates = answer.split(" ", 2);
        return new Rate(Double.parseDouble(rates[0]), Double.parseDouble(rates[1]));
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static ProcessBuilder builder(Path folder, Stream<String> command) {
        return new ProcessBuilder(command.toList())
                .directory(new File(folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
