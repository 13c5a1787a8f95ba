package network.cocoon.audit;

/** Ends the reading at the first discrepancy: after it, nothing that is folded means anything. */
final class DiscrepancyException extends RuntimeException {

    private final transient Discrepancy discrepancy;

    DiscrepancyException(Discrepancy discrepancy) {
        super(discrepancy.toString(), null, false, false);
        this.discrepancy = discrepancy;
    }

    Discrepancy discrepancy() {
        return discrepancy;
    }
}
