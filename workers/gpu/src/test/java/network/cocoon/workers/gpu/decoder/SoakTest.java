package network.cocoon.workers.gpu.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Memory outside the heap, which no collector minds. {@code -Dsoak.steps=20000} makes it a long walk. */
class SoakTest {

    /** What compilers and arenas of a young process still take; the logits alone, if they were lost, would be 36 MiB. */
    private static final long MOST_KIB = 8 * 1024;

    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"BF16", "INT4"})
    void memory_is_flat_over_many_steps(Precision precision) throws IOException, InterruptedException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "only Linux says how much memory a process has");
        Process walk = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-Xms256m",
                        "-Xmx256m",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Soak.class.getName(),
                        System.getProperty("soak.steps", "1500"),
                        precision.name(),
                        Long.toString(MOST_KIB))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said = walk.inputReader()) {
            List<String> lines = said.lines().toList();
            assertThat(walk.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(walk.exitValue()).isZero();
            lines.forEach(System.out::println);
            assertThat(Long.parseLong(lines.getLast())).as("KiB").isLessThan(MOST_KIB);
        } finally {
            walk.destroyForcibly();
        }
    }
}
