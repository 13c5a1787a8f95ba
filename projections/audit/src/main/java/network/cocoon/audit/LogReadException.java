package network.cocoon.audit;

/** The log cannot be read: no connection, no such table, no such network. Says nothing about what it holds. */
public sealed class LogReadException extends RuntimeException permits ExportException {

    public LogReadException(String message) {
        super(message);
    }

    public LogReadException(String message, Throwable cause) {
        super(message, cause);
    }
}
