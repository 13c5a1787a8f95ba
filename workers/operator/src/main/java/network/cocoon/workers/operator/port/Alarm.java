package network.cocoon.workers.operator.port;

/** What a person should know. */
public enum Alarm {
    /** The wallet cannot pay a batch; it waits. */
    WALLET_UNDERFUNDED,
    /** The wallet sent something else than a batch says; nothing is confirmed. */
    PAYOUT_DIFFERS,
    /** A batch's message was tried and would not do what it should, or could not be tried; it is not sent. */
    PAYOUT_CHECK_FAILED,
    /** An order to registry or exit was tried and would not be carried out, or could not be tried; it is not sent. */
    ORDER_CHECK_FAILED,
    /** A voucher will be worth nothing soon and is not redeemed yet. */
    VOUCHER_ENDS_SOON,
    /** An escrow does not have the contract, the payee or the terms that it was opened with. */
    ESCROW_DIFFERS,
    /** The registry is not deployed. */
    REGISTRY_MISSING,
    /** The registry has little left for orders and rent, or was frozen for want of it. */
    REGISTRY_UNDERFUNDED,
    /** The registry has another key, delay or owner than it was deployed with, or data that its history does not give. */
    REGISTRY_DIFFERS,
    /** The journal has something that nobody listed here: somebody else has the registry's key. */
    REGISTRY_ENTRY_FOREIGN,
    /** The journal has as many entries as readers take: another registry is needed. */
    REGISTRY_FULL,
    /** The exit is not deployed, and nothing waits at its address to deploy it with. */
    EXIT_MISSING,
    /** The exit has little left for roots and rent, or was frozen for want of it: payouts will stop. */
    EXIT_UNDERFUNDED,
    /** The exit has another key, delay or owner than it was deployed with. */
    EXIT_DIFFERS,
    /** Half of the exit's delay is over and no new root stands. */
    EXIT_OPENS_SOON,
    /** No root came in time: the exit pays what its last root lists, for ever. */
    EXIT_OPEN,
    /** The books contradict what the chain shows; what follows on chain is not reported until a person has looked. */
    BOOKS_DIFFER,
    /** An account's history no longer has a transaction that counted; nothing of it is reported further. */
    HISTORY_CHANGED,
    /** Servers contradict each other or themselves. */
    SERVERS_DISAGREE,
    /** An endpoint's answers cannot be used. */
    ANSWERS_UNUSABLE
}
