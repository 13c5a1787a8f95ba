package network.cocoon.wire.ton;

/** Bytes or text that are not what they should be. The code says how; the input is never repeated. */
public final class TonFormatException extends RuntimeException {

    /** One named way to be wrong each. */
    public enum Code {
        /** Not a bag of cells at all. */
        NOT_A_BAG_OF_CELLS,
        /** Longer, deeper or of more cells than the reader allows. */
        TOO_LARGE,
        /** The length, an index or a reference contradicts the rest. */
        BROKEN_BAG_OF_CELLS,
        /** The checksum does not match. */
        WRONG_CHECKSUM,
        /** A pruned branch or Merkle cell: no contract of ours and no wallet has one. */
        EXOTIC_CELL,
        /** A cell ends before the field does. */
        CELL_UNDERFLOW,
        /** More than 1023 bits or four references. */
        CELL_OVERFLOW,
        /** More is there than the schema has. */
        CELL_TRAILING,
        /** A tag that the schema does not have. */
        UNKNOWN_TAG,
        /** Not an address. */
        NOT_AN_ADDRESS
    }

    private final Code code;

    public TonFormatException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
