package network.cocoon.domain.settlement;

import network.cocoon.domain.kernel.Nanoton;

/**
 * What became of everything a provider ever earned. Cannot exist unless its parts add up to the nanoton.
 *
 * @param accrued   earned in closed periods
 * @param paid      confirmed by the chain
 * @param scheduled in a batch that is under way
 * @param carried   waits for the next batch
 */
public record Balance(Nanoton accrued, Nanoton paid, Nanoton scheduled, Nanoton carried) {

    static final Balance NOTHING = new Balance(Nanoton.ZERO, Nanoton.ZERO, Nanoton.ZERO, Nanoton.ZERO);

    public Balance {
        if (!accrued.equals(paid.plus(scheduled).plus(carried))) {
            throw new IllegalArgumentException(accrued + " accrued are not " + paid + " paid, " + scheduled
                    + " scheduled and " + carried + " carried");
        }
    }

    Balance earned(Nanoton reward) {
        return new Balance(accrued.plus(reward), paid, scheduled, carried.plus(reward));
    }

    Balance scheduled(Nanoton amount) {
        return new Balance(accrued, paid, scheduled.plus(amount), carried.minus(amount));
    }

    Balance paid(Nanoton amount) {
        return new Balance(accrued, paid.plus(amount), scheduled.minus(amount), carried);
    }

    /** The exit paid what waited here. */
    Balance claimed(Nanoton amount) {
        return new Balance(accrued, paid.plus(amount), scheduled, carried.minus(amount));
    }

    Balance returned(Nanoton amount) {
        return new Balance(accrued, paid, scheduled.minus(amount), carried.plus(amount));
    }
}
