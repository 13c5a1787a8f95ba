package network.cocoon.projections.feed;

import network.cocoon.eventstore.UnreadableEvent;

/** An event whose stored bytes nobody can decode: no view can take it in. */
final class UnreadableEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableEventException(UnreadableEvent event) {
        super("revision " + event.revision() + " cannot be decoded, " + event.cause(), null, false, false);
    }
}
