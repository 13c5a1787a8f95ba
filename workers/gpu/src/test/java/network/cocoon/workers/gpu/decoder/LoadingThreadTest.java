package network.cocoon.workers.gpu.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LoadingThreadTest {

    private static final Path TASKS = Path.of("/proc/self/task");

    // A helper has the name of the thread that it helps.
    @Test
    @EnabledOnOs(OS.LINUX)
    void no_helper_of_the_library_outlives_loading() throws InterruptedException {
        AtomicLong most = new AtomicLong();
        try (Decoder decoder = Decoder.load(
                        Path.of("src/main/models/cocoon-tiny"),
                        Precision.BF16,
                        (_, _) -> most.accumulateAndGet(named(), Math::max))
                .decoder()) {
            assertThat(most).hasPositiveValue();
            assertThat(decoder.bytes()).isPositive();
            // They end at once, but nobody says when.
            for (int i = 0; i < 500 && named() > 0; i++) {
                Thread.sleep(20);
            }
            assertThat(named()).isZero();
        }
    }

    @Test
    void what_goes_wrong_there_goes_wrong_here() {
        IllegalArgumentException wrong = new IllegalArgumentException("wrong");
        assertThatThrownBy(() -> LoadingThread.call(() -> {
                    throw wrong;
                }))
                .isSameAs(wrong);
    }

    private static long named() {
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.filter(task -> name(task).equals(LoadingThread.NAME)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return ""; // it has ended
        }
    }
}
