package network.cocoon.commands.collateral;

import java.time.Instant;

/** What became of an answer of the source. */
public sealed interface Kept {

    /** @param until until when all of it is valid */
    record Good(Instant until) implements Kept {}

    /** @param code a verifier's, {@code COLLATERAL_OF_OTHERS} or {@code COLLATERAL_WENT_BACK}; nothing was kept */
    record Refused(String code, String detail) implements Kept {}
}
