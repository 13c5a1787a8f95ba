package network.cocoon.domain.inference;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerKeyId;

/** The part of an envelope's header that money and scheduling depend on. */
public record HeaderFacts(
        RequestId request,
        AccountId account,
        ClientKeyId clientKey,
        ModelId model,
        Digest modelDigest,
        List<WorkerKeyId> recipients,
        Digest priceList,
        int maxCoefficient,
        int maxTokens,
        Nanoton maxCost,
        Instant notAfter) {

    public HeaderFacts {
        recipients = List.copyOf(recipients);
    }

    /** The facts of a header, which the caller decoded from the very bytes that were signed. */
    public static HeaderFacts of(Header header) {
        return new HeaderFacts(
                header.request(),
                header.account(),
                header.clientKey(),
                header.model(),
                header.modelDigest(),
                header.recipients(),
                header.priceList(),
                header.maxCoefficient(),
                header.maxTokens(),
                header.maxCost(),
                header.notAfter());
    }
}
