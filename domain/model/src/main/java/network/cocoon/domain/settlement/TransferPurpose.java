package network.cocoon.domain.settlement;

/** Why coins leave the network's wallet other than to providers. */
public enum TransferPurpose {
    /** To the exit contract, out of which providers are paid without the operator: the coins stay the providers' cover. */
    RESERVE,
    /** What the network earned, to its operator. */
    FEES,
    /** As the note says. */
    OTHER;

    /** Whether it is sent only where the wallet keeps what providers are owed. */
    public boolean mustLeaveWhatIsOwed() {
        return this != RESERVE;
    }
}
