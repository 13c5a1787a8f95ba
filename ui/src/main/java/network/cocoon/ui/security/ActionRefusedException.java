package network.cocoon.ui.security;

/** An action cannot be done, for a reason that its asker should know. */
public final class ActionRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable
     * @param why  for people: what is wrong and what to do
     */
    public ActionRefusedException(String code, String why) {
        super(why);
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** For people. */
    public String why() {
        String message = getMessage();
        return message == null ? code : message;
    }
}
