package network.cocoon.wire.api;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Nanoton;

/** What an app sends and gets about its account. */
public interface AppApi {

    /** @param proof owner key's signature over {@code AccountStatements.registration} */
    record RegisterApp(
            String name,
            Bytes ownerKey,
            List<String> modelFamilies,
            int requestsPerDay,
            int tokensPerRequest,
            Bytes proof) {}

    /** The API key is shown here once; the server keeps its hash. */
    record AppRegistered(AccountId account, String apiKey) {}

    record ApiKey(String apiKey) {}

    /** @param certificate owner key's signature over {@code AccountStatements.clientKey} */
    record CertifyClientKey(
            Bytes publicKey, Instant notBefore, Instant notAfter, Nanoton spendPerDay, Bytes certificate) {}

    record ClientKeyCertified(ClientKeyId key) {}

    /** @param signature owner key's signature over {@code AccountStatements.credit} */
    record AuthorizeCredit(Nanoton cumulative, Instant validUntil, Bytes signature) {}

    /**
     * @param authorized everything ever authorised
     * @param available  free for new reservations
     * @param reserved   held by requests in flight
     * @param spent      billed
     */
    record AppStatus(
            AccountId account,
            List<String> modelFamilies,
            int requestsPerDay,
            int tokensPerRequest,
            Nanoton authorized,
            Nanoton available,
            Nanoton reserved,
            Nanoton spent,
            int requestsToday) {}
}
