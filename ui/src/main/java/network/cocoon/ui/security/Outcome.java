package network.cocoon.ui.security;

/** How an action that somebody asked for ended. */
public sealed interface Outcome {

    /** It was done. */
    record Done() implements Outcome {}

    /**
     * It was not.
     *
     * @param code stable
     * @param why  for people: what is wrong and what to do
     */
    record Refused(String code, String why) implements Outcome {}

    Done DONE = new Done();
}
