package network.cocoon.projections.accounts;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;

/**
 * One app's account.
 *
 * @param reason     why it is suspended
 * @param authorized everything ever authorised
 * @param reserved   held by requests in flight
 * @param spent      billed
 * @param requests   ever asked
 * @param inFlight   of them, not closed yet
 * @param completed  of them, answered and billed
 * @param tokens     billed, of all kinds
 * @param apiKeys    not revoked
 * @param clientKeys not revoked
 * @param lastRequestAt null before the first
 */
public record AccountRow(
        String account,
        AccountStanding standing,
        @Nullable String reason,
        List<String> modelFamilies,
        int requestsPerDay,
        int tokensPerRequest,
        Instant registeredAt,
        Nanoton authorized,
        @Nullable Instant authorizedUntil,
        Nanoton reserved,
        Nanoton spent,
        long requests,
        long inFlight,
        long completed,
        long tokens,
        int apiKeys,
        int clientKeys,
        @Nullable Instant lastRequestAt) {

    public AccountRow {
        modelFamilies = List.copyOf(modelFamilies);
    }

    /** What new requests may still reserve. */
    public Nanoton available() {
        return authorized.minus(spent).minus(reserved);
    }
}
