package network.cocoon.audit;

/** An export that cannot be read or written. Its message begins with the fault's code. */
final class ExportException extends LogReadException {

    private final ExportFault fault;

    ExportException(ExportFault fault, String detail) {
        super("EXPORT_" + fault.name() + ": " + detail);
        this.fault = fault;
    }

    ExportException(ExportFault fault, String detail, Throwable cause) {
        super("EXPORT_" + fault.name() + ": " + detail, cause);
        this.fault = fault;
    }

    ExportFault fault() {
        return fault;
    }
}
