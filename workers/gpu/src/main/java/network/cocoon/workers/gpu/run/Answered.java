package network.cocoon.workers.gpu.run;

import java.time.Instant;
import java.util.Optional;
import network.cocoon.workers.gpu.engine.Finish;

/**
 * How a request was answered.
 *
 * @param finish of all its answers together
 * @param first when the first piece of it was there
 */
record Answered(Finish finish, Optional<Instant> first) {}
