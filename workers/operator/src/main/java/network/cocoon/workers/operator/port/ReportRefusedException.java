package network.cocoon.workers.operator.port;

/** The books contradict what was reported: repeating it changes nothing, and leaving it out would lose it. */
public final class ReportRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param code why, one of a closed set: it is logged */
    public ReportRefusedException(String code) {
        super(code);
    }
}
