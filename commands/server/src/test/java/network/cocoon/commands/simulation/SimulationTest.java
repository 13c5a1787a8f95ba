package network.cocoon.commands.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {

    private static final long FIXED = 150;
    private static final long MOST_SEEDS = 100_000;
    private static final long SECONDS = 8;
    private static final long BOUND = 400;

    @Test
    void everything_holds_on_the_seeds_that_everybody_runs() throws InterruptedException {
        assertThat(Simulate.many(1, FIXED, 60, Mutation.NONE, System.out)).isEmpty();
    }

    @Test
    void everything_holds_on_seeds_that_nobody_ran_before() throws InterruptedException {
        long first = new SecureRandom().nextLong() >>> 20;
        assertThat(Simulate.many(first, MOST_SEEDS, SECONDS, Mutation.NONE, System.out))
                .isEmpty();
    }

    /** A simulation that cannot fail proves nothing. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void a_fault_put_in_on_purpose_is_found(Mutation mutation) {
        long seed = LongStream.rangeClosed(1, BOUND)
                .filter(it -> !Simulate.run(it, mutation).defects().isEmpty())
                .findFirst()
                .orElse(0);
        assertThat(seed).as("%s within %d seeds", mutation, BOUND).isPositive();
        System.out.printf("%s is found at seed %d%n", mutation, seed);
    }

    @Test
    void a_seed_has_one_schedule() {
        assertThat(trace(7)).isEqualTo(trace(7)).hasSizeGreaterThan(100);
    }

    private static List<String> trace(long seed) {
        Simulate.run(seed, Mutation.NONE);
        var world = new World(seed, Mutation.NONE, true);
        world.run();
        return world.schedule().trace().lines();
    }
}
