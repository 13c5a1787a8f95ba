package network.cocoon.wire.api;

import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ProviderId;

/** What a GPU owner sends and gets. */
public interface ProviderApi {

    /** @param proof wallet key's signature over {@code ProviderStatements.registration} */
    record RegisterProvider(String name, String payoutAddress, Bytes walletKey, Bytes proof) {}

    record ProviderRegistered(ProviderId provider, String apiKey) {}

    /** Shown once; enrols one worker. */
    record EnrolmentToken(String token, Instant expires) {}
}
