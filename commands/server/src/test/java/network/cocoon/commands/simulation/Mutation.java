package network.cocoon.commands.simulation;

/** A fault put into the protocol on purpose: a simulation that does not find it is worth nothing. */
enum Mutation {
    NONE,
    /** A worker moves its bookmark when it takes an assignment, not when it has reported on it. */
    BOOKMARK_BEFORE_REPORT,
    /** What a request gives back is added to its lane twice. */
    LANE_RELEASED_TWICE,
    /** A slot is given back without asking which version it has, and once too often. */
    SLOT_RELEASED_TWICE,
    /** The sequencer keeps the highest number it saw, and so passes over what commits late. */
    SEQUENCER_SKIPS_LATE_COMMITS,
    /** A lane is read, and written later, without a lock. */
    LANE_WITHOUT_LOCK,
    /** Orders of several client keys share a transaction that does not begin with all lanes of their accounts. */
    ACCOUNTS_NOT_LOCKED,
    /** A worker signs a receipt for more than it sealed. */
    RECEIPT_BEYOND_THE_ANSWER,
    /** The relay lets more frames pass than the app has agreed to owe. */
    WINDOW_IGNORED,
    /** What ends an answer does not ask the relay what was acknowledged. */
    ENDING_FORGETS_THE_RELAY,
    /** A worker that was away hears nothing of requests that went on to another meanwhile. */
    HISTORY_FORGETS_WHO_HAD_IT,
    /** Nobody notes that an answer begins: what broke off with its node goes to another worker all the same. */
    BEGINNINGS_NOT_NOTED,
    /** An app is told that its request was accepted by a commit that has not waited for the disk. */
    TOLD_BEFORE_IT_LASTS,
    /** Nobody looks at what is due. */
    NOBODY_WATCHES
}
