package network.cocoon.domain.settlement;

/** How it is proven that a batch paid nobody and never will. */
public enum PayoutFailure {
    /** The wallet's history is known beyond the message's end, and the message is not in it. */
    NEVER_EXECUTED,
    /** The wallet took the message and could not send itself the list, for want of coins. */
    NOT_SENT_TO_ITSELF,
    /** The list could not be carried out, or came back. */
    LIST_FAILED,
    /** The exit opened before the batch could be sent: what is in it may be claimed there. */
    EXIT_OPENED,
    /** A transfer only: nothing was sent, because the wallet would not have kept what providers are owed. */
    NOT_COVERED
}
