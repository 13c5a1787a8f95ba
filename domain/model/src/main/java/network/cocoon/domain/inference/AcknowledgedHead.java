package network.cocoon.domain.inference;

import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.kernel.Bytes;

/**
 * A head with both signatures and the keys to check them by.
 *
 * @param head            exact canonical bytes
 * @param facts           decoded by the caller from exactly {@code head}
 * @param headSignature   the worker's
 * @param acknowledgement the app's
 * @param receiptKey      the attested receipt key of the assigned worker key
 * @param clientKey       public key whose id the order names
 */
public record AcknowledgedHead(
        Bytes head, Head facts, Bytes headSignature, Bytes acknowledgement, Bytes receiptKey, Bytes clientKey) {}
