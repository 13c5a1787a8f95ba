package network.cocoon.ui.local;

/** The local network cannot start, in words that say what to do. */
final class LocalNetworkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LocalNetworkException(String message) {
        super(message);
    }

    LocalNetworkException(String message, Throwable cause) {
        super(message, cause);
    }
}
