package network.cocoon.workers.gpu.operator;

/** The operator's coded refusal: asking again the same way will not help. */
public final class RefusedByOperator extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    public RefusedByOperator(String code, String detail) {
        super(code + ": " + detail);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
