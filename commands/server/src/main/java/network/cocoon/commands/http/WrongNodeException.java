package network.cocoon.commands.http;

import java.net.URI;

/** Another node has what is asked for. Costs no stack trace. */
public final class WrongNodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final URI relay;

    /** @param relay base address of the node to ask */
    public WrongNodeException(URI relay) {
        super("another node has the answer", null, false, false);
        this.relay = relay;
    }

    URI relay() {
        return relay;
    }
}
