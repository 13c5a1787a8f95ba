package network.cocoon.ui.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run for every build; {@link Chaos} is the long one. */
class ChaosTest {

    private static final int ROUNDS = 3;
    private static final int ROUND_MILLIS = 6_000;

    @TempDir
    Path data;

    @Test
    void whatever_is_killed_nothing_is_lost_and_nothing_is_billed_twice() throws Exception {
        List<Round> rounds = Chaos.run(data, ROUNDS, System.nanoTime(), ROUND_MILLIS, System.out);

        assertThat(rounds).allSatisfy(round -> assertThat(round.violations())
                .as("round with seed " + round.seed() + ": " + round.faults())
                .isEmpty());
        assertThat(rounds.stream().mapToInt(Round::answered).sum())
                .as("answers under way while things broke")
                .isPositive();
    }
}
