package network.cocoon.workers.tvm;

/** A C++ exception on its way up. What it is lies in the module's memory. */
final class CxxThrown extends RuntimeException {

    CxxThrown() {
        super("a C++ exception", null, false, false);
    }
}
