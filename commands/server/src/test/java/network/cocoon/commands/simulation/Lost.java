package network.cocoon.commands.simulation;

/** No answer: whether the call was carried out is unknown. */
final class Lost extends Exception {

    private static final long serialVersionUID = 1L;

    Lost(String what) {
        super(what, null, false, false);
    }
}
