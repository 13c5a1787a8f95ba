package network.cocoon.projections.workers;

import java.time.LocalDate;
import network.cocoon.domain.kernel.Nanoton;

/**
 * What one worker did in one UTC day.
 *
 * @param tokens billed, of all kinds
 * @param earned its owner's rewards
 */
public record WorkerDay(LocalDate day, long completed, long failed, long tokens, Nanoton earned) {}
