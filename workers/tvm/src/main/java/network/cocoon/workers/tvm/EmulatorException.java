package network.cocoon.workers.tvm;

/** The emulator itself failed: not a contract that threw. Its instance is thrown away; the next call starts another. */
public final class EmulatorException extends RuntimeException {

    EmulatorException(String message) {
        super(message);
    }

    EmulatorException(String message, Throwable cause) {
        super(message, cause);
    }
}
