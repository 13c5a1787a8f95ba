package network.cocoon.workers.operator.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Some schedules on the real TVM. {@code -Dcocoon.sim.tvm=N} runs so many; a seed that fails is printed. */
class TvmSchedulesTest {

    private static final int SEEDS = Integer.getInteger("cocoon.sim.tvm", 20);
    private static final int FIRST = Integer.getInteger("cocoon.sim.tvm.first", 0);

    @Test
    void the_contracts_themselves_pay_once_and_lose_nothing() throws IOException {
        List<String> failed = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            try (TvmSchedule schedule = new TvmSchedule(seed)) {
                schedule.run();
            } catch (AssertionError | RuntimeException e) {
                failed.add("-Dcocoon.sim.tvm.first=" + seed + " -Dcocoon.sim.tvm=1: " + e);
            }
        }
        assertThat(failed).isEmpty();
    }
}
