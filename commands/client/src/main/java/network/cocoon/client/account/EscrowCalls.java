package network.cocoon.client.account;

import java.io.IOException;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.EscrowApi.EscrowStatus;
import network.cocoon.wire.api.EscrowApi.RaiseVoucher;

/** What {@link Vouchers} asks of the operator. */
interface EscrowCalls {

    /** What the operator says of the escrow; nothing of it is believed unverified. */
    EscrowStatus escrow() throws IOException;

    /** What is free for new requests. */
    Nanoton available() throws IOException;

    EscrowStatus raise(RaiseVoucher order) throws IOException;
}
