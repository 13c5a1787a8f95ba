package network.cocoon.workers.gpu.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import network.cocoon.workers.gpu.WorkerMain;
import network.cocoon.workers.gpu.model.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With the processor's library, taken from where it was unpacked: one for CUDA is given in the same way. */
class GivenLibraryTest {

    @TempDir
    Path given;

    @TempDir
    Path cache;

    @Test
    void a_library_with_cuda_gets_the_binding_for_it() throws IOException {
        Files.createFile(given.resolve(System.mapLibraryName("torch")));
        assertThat(GivenLibrary.flavor(given)).isEqualTo("cpu");
        Files.createFile(given.resolve(System.mapLibraryName("torch_cuda")));
        assertThat(GivenLibrary.flavor(given)).isEqualTo("cu128");
    }

    @Test
    void a_directory_without_one_is_refused_and_not_passed_over() throws IOException {
        refused();
        Path file = Files.createFile(cache.resolve("elsewhere"));
        Files.createSymbolicLink(given.resolve(System.mapLibraryName("torch")), file);
        refused();
    }

    private void refused() {
        assertThatThrownBy(() -> GivenLibrary.flavor(given))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("LIBRARY_MISSING")
                .hasMessageContaining(GivenLibrary.DIRECTORY);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_library_of_the_owners_computes_as_ours() throws IOException, InterruptedException {
        List<String> ours = logits(Map.of());
        Path unpacked;
        try (Stream<Path> all = Files.walk(Utils.getEngineCacheDir("pytorch"))) {
            unpacked = all.filter(file -> file.endsWith("libtorch_cpu.so"))
                    .findFirst()
                    .orElseThrow()
                    .resolveSibling("");
        }
        assertThat(logits(Map.of(GivenLibrary.DIRECTORY, unpacked.toString(), "DJL_CACHE_DIR", cache.toString())))
                .isEqualTo(ours);
        // Else ours is unpacked there first.
        try (Stream<Path> files = Files.walk(cache)) {
            assertThat(files).noneMatch(file -> file.endsWith("libtorch_cpu.so"));
        }
    }

    private static List<String> logits(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder worker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerMain.class.getName(),
                        "logits",
                        "--model",
                        "src/main/models/cocoon-tiny",
                        "--tokens",
                        "1,2,3")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        worker.environment().putAll(environment);
        Process process = worker.start();
        try (var said = process.inputReader()) {
            List<String> lines = said.lines().toList();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(lines).singleElement().asString().contains("logprobs");
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
