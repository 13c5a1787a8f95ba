package network.cocoon.domain.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;

/** An account's state. */
public sealed interface AccountState {

    record Absent() implements AccountState {}

    /**
     * @param apiKeys     hashes of the API keys in use
     * @param clientKeys  certified keys, revoked ones included
     * @param authorised  everything the owner ever authorised
     * @param creditUntil when the last authorisation ends; null before the first
     */
    record Open(
            AccountId account,
            Bytes ownerKey,
            List<String> modelFamilies,
            int requestsPerDay,
            int tokensPerRequest,
            int lanes,
            Set<Digest> apiKeys,
            Map<ClientKeyId, CertifiedKey> clientKeys,
            Nanoton authorised,
            @Nullable Instant creditUntil,
            boolean suspended)
            implements AccountState {
        public Open {
            modelFamilies = List.copyOf(modelFamilies);
            apiKeys = Set.copyOf(apiKeys);
            clientKeys = Map.copyOf(clientKeys);
        }

        Open withApiKeys(Set<Digest> keys) {
            return new Open(
                    account,
                    ownerKey,
                    modelFamilies,
                    requestsPerDay,
                    tokensPerRequest,
                    lanes,
                    keys,
                    clientKeys,
                    authorised,
                    creditUntil,
                    suspended);
        }

        Open withClientKeys(Map<ClientKeyId, CertifiedKey> keys) {
            return new Open(
                    account,
                    ownerKey,
                    modelFamilies,
                    requestsPerDay,
                    tokensPerRequest,
                    lanes,
                    apiKeys,
                    keys,
                    authorised,
                    creditUntil,
                    suspended);
        }

        Open withCredit(Nanoton cumulative, Instant until) {
            return new Open(
                    account,
                    ownerKey,
                    modelFamilies,
                    requestsPerDay,
                    tokensPerRequest,
                    lanes,
                    apiKeys,
                    clientKeys,
                    cumulative,
                    until,
                    suspended);
        }

        Open withSuspended(boolean value) {
            return new Open(
                    account,
                    ownerKey,
                    modelFamilies,
                    requestsPerDay,
                    tokensPerRequest,
                    lanes,
                    apiKeys,
                    clientKeys,
                    authorised,
                    creditUntil,
                    value);
        }
    }
}
