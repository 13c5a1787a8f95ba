package network.cocoon.projections.accounts;

import java.time.LocalDate;
import network.cocoon.domain.kernel.Nanoton;

/**
 * What one account asked of one model in one UTC day. A request counts in the day it was asked in, its bill in the day
 * it was closed in.
 *
 * @param tokens billed, of all kinds
 */
public record SpendRow(LocalDate day, String model, long requests, long completed, long tokens, Nanoton spent) {}
