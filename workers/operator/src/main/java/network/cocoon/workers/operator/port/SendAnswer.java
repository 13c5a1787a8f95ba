package network.cocoon.workers.operator.port;

/** What became of handing a message over. Neither says whether the message was or will be executed. */
public enum SendAnswer {
    /** A server took it and passes it on. */
    TAKEN,
    /** The contract does not accept it now: it was executed already, is too old or too early, or cannot be paid for. */
    NOT_ACCEPTED
}
