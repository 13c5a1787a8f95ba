package network.cocoon.wire.api;

import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;

/** What a GPU owner sends and gets. */
public interface ProviderApi {

    /** @param proof wallet key's signature over {@code ProviderStatements.registration} */
    record RegisterProvider(String name, String payoutAddress, Bytes walletKey, Bytes proof) {}

    record ProviderRegistered(ProviderId provider, String apiKey) {}

    /** Shown once; enrols one worker. */
    record EnrolmentToken(String token, Instant expires) {}

    /**
     * What became of everything ever earned in closed periods: {@code accrued = paid + scheduled + carried}.
     *
     * @param paid      confirmed by the chain
     * @param scheduled in a batch that is under way
     * @param carried   waits for the next batch, for more if it is below the threshold
     */
    record ProviderBalance(Nanoton accrued, Nanoton paid, Nanoton scheduled, Nanoton carried) {}
}
