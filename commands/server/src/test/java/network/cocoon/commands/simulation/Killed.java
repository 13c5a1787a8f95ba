package network.cocoon.commands.simulation;

/** The process in which this ran is gone. No error of the code: nothing catches it but the schedule. */
final class Killed extends Error {

    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed", null, false, false);
    }
}
