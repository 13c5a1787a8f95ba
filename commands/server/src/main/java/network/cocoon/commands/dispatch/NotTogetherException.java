package network.cocoon.commands.dispatch;

/** An order cannot be carried out with others, for it would wait for what somebody else has while holding theirs; alone it can. */
public final class NotTogetherException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotTogetherException(String why) {
        super(why, null, false, false);
    }
}
