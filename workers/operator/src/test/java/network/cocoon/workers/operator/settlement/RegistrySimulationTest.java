package network.cocoon.workers.operator.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.workers.operator.settlement.RegistrySimulation.Mutation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Thousands of schedules of the registry. {@code -Dcocoon.sim.seed=N} runs one alone. */
class RegistrySimulationTest {

    private static final int SEEDS = Integer.getInteger("cocoon.sim.seeds", 1500);

    @Test
    void no_change_twice_none_lost_and_the_journal_in_the_log_is_the_chains() {
        Long one = Long.getLong("cocoon.sim.seed");
        if (one != null) {
            new RegistrySimulation(one, Mutation.NONE).run();
            return;
        }
        List<String> failed = new ArrayList<>();
        for (long seed = 0; seed < SEEDS && failed.size() < 5; seed++) {
            try {
                new RegistrySimulation(seed, Mutation.NONE).run();
            } catch (AssertionError | RuntimeException e) {
                failed.add("-Dcocoon.sim.seed=" + seed + ": " + e);
            }
        }
        assertThat(failed).isEmpty();
    }

    /** A check that cannot fail is none: each of these must be found, and soon. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void what_is_broken_on_purpose_is_found(Mutation mutation) {
        List<String> found = new ArrayList<>();
        for (long seed = 0; seed < 400 && found.isEmpty(); seed++) {
            try {
                new RegistrySimulation(seed, mutation).run();
            } catch (AssertionError e) {
                found.add(seed + ": " + e.getMessage());
            }
        }
        assertThat(found).as("%s breaks a rule", mutation).isNotEmpty();
    }
}
