package network.cocoon.domain.settlement;

import network.cocoon.domain.kernel.Nanoton;

/**
 * Coins that leave the network's wallet because the operator says so.
 *
 * @param to     raw address
 * @param amount arrives whole: the network's wallet bears the fees
 * @param note   for people, at most {@link #LONGEST_NOTE} characters in one line; what it is for, where the purpose does not
 *               say it
 */
public record Transfer(TransferId id, String to, Nanoton amount, TransferPurpose purpose, String note) {

    public static final int LONGEST_NOTE = 200;

    boolean canBeOrdered() {
        return RawAddress.is(to)
                && !amount.isZero()
                && note.length() <= LONGEST_NOTE
                && note.chars().noneMatch(Character::isISOControl)
                && !(purpose == TransferPurpose.OTHER && note.isBlank());
    }
}
