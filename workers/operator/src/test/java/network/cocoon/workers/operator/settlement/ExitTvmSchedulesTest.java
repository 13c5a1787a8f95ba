package network.cocoon.workers.operator.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Some schedules of the exit on the real TVM. {@code -Dcocoon.sim.exit=N} runs so many; a seed that fails is printed. */
class ExitTvmSchedulesTest {

    private static final int SEEDS = Integer.getInteger("cocoon.sim.exit", 4);
    private static final int FIRST = Integer.getInteger("cocoon.sim.exit.first", 0);

    @Test
    void everybody_is_paid_once_by_batches_or_by_the_exit() throws IOException {
        List<String> failed = new ArrayList<>();
        int opened = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            try (ExitTvmSchedule schedule = new ExitTvmSchedule(seed)) {
                schedule.run();
                opened += schedule.opened() ? 1 : 0;
            } catch (AssertionError | RuntimeException e) {
                failed.add("-Dcocoon.sim.exit.first=" + seed + " -Dcocoon.sim.exit=1: " + e);
            }
        }
        System.out.println("exit schedules: " + SEEDS + ", of which the exit opened in " + opened);
        assertThat(failed).isEmpty();
        assertThat(opened).isBetween(SEEDS == 1 ? 0 : 1, SEEDS);
    }
}
