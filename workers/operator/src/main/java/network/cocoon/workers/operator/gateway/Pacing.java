package network.cocoon.workers.operator.gateway;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Time as an endpoint needs it: a clock that never steps, a way to wait, and chance so that operators do not march in step. */
public interface Pacing {

    /** Nanoseconds since any moment. */
    long nanos();

    /** Waits, or throws {@link InterruptedException}. */
    void sleep(Duration time) throws InterruptedException;

    RandomGenerator random();

    static Pacing of(RandomGenerator random) {
        return new Pacing() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration time) throws InterruptedException {
                Thread.sleep(time);
            }

            @Override
            public RandomGenerator random() {
                return random;
            }
        };
    }
}
