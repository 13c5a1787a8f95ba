package network.cocoon.wire.chain;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.wire.chain.ChainStateException.Fault;
import network.cocoon.wire.json.CocoonJson;
import tools.jackson.core.JacksonException;

/**
 * The escrows that a log has, open and closed: what whoever reads the chain for an auditor has to look at. An auditor
 * writes it from the log, so nobody has to be asked which there are.
 *
 * @param format  {@link #FORMAT}
 * @param escrows each opening once; the address follows from it
 */
public record EscrowList(String format, List<Opened> escrows) {

    public static final String FORMAT = "cocoon-escrows/1";

    /** A million escrows. */
    public static final int MOST_BYTES = 512 * 1024 * 1024;

    public EscrowList {
        escrows = List.copyOf(escrows);
    }

    public record Opened(AccountId account, EscrowOpening opening) {}

    public byte[] write() {
        return CocoonJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }

    /** Throws {@link ChainStateException} for anything but such a list. */
    public static EscrowList read(byte[] json) {
        if (json.length > MOST_BYTES) {
            throw new ChainStateException(Fault.TOO_LARGE, "at most " + MOST_BYTES + " bytes");
        }
        EscrowList list;
        try {
            list = CocoonJson.mapper().readValue(json, EscrowList.class);
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new ChainStateException(
                    Fault.MALFORMED, "not a list of escrows: " + e.getClass().getSimpleName());
        }
        if (list == null || !FORMAT.equals(list.format())) {
            throw new ChainStateException(Fault.UNSUPPORTED_FORMAT, "only " + FORMAT + " is known");
        }
        Set<EscrowOpening> openings = new HashSet<>();
        for (Opened escrow : list.escrows()) {
            if (!openings.add(escrow.opening())) {
                throw new ChainStateException(Fault.ADDRESSES, "an opening of " + escrow.account() + " twice");
            }
        }
        return list;
    }
}
