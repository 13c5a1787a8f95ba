package network.cocoon.workers.operator.gateway;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** A clock that each look moves by a minute, so that no endpoint rests between two questions of a simulation. */
final class TestPacing implements Pacing {

    private final RandomGenerator random;
    private long nanos;

    TestPacing(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public long nanos() {
        nanos += Duration.ofMinutes(1).toNanos();
        return nanos;
    }

    @Override
    public void sleep(Duration time) {}

    @Override
    public RandomGenerator random() {
        return random;
    }
}
