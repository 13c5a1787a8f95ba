package network.cocoon.wire.cbor;

/** The input is not canonical CBOR of the subset used here, or not of the expected shape. */
public final class CborException extends RuntimeException {

    CborException(String message) {
        super(message);
    }
}
