package network.cocoon.workers.operator.port;

import java.time.Instant;
import java.util.Optional;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.escrow.EscrowTerms;
import network.cocoon.wire.escrow.Voucher;
import network.cocoon.wire.ton.TonAddress;

/**
 * A voucher that may be claimed.
 *
 * @param voucher the newest, its signatures verified when it came in
 * @param claimed nanoton that {@link EscrowSeen.Redeemed#claimed} said last, zero if none
 * @param closing the deadline of {@link EscrowSeen.CloseAsked} or {@link EscrowSeen.KeyChangeAsked}, while one runs:
 *                from then on the voucher may be worth nothing
 */
public record Redeemable(
        AccountId account,
        TonAddress escrow,
        EscrowTerms terms,
        Voucher voucher,
        Nanoton claimed,
        Optional<Instant> closing) {}
