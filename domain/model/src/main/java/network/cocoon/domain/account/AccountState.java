package network.cocoon.domain.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * @param apiKeys    hashes of the API keys in use
     * @param clientKeys certified keys, revoked ones included
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
            Credit credit,
            boolean suspended)
            implements AccountState {
        public Open {
            modelFamilies = List.copyOf(modelFamilies);
            apiKeys = Set.copyOf(apiKeys);
            clientKeys = Map.copyOf(clientKeys);
        }

        /** Everything ever authorised, less what a closed escrow took back. */
        public Nanoton authorised() {
            return credit.authorised();
        }

        /** When the last authorisation ends; null before the first. */
        public @Nullable Instant creditUntil() {
            return credit.until();
        }

        /** The open escrow, if there is one. */
        public Optional<Escrow> escrow() {
            return Optional.ofNullable(credit.escrow());
        }

        Open withApiKeys(Set<Digest> keys) {
            return with(keys, clientKeys, credit, suspended);
        }

        Open withClientKeys(Map<ClientKeyId, CertifiedKey> keys) {
            return with(apiKeys, keys, credit, suspended);
        }

        Open withCredit(Credit changed) {
            return with(apiKeys, clientKeys, changed, suspended);
        }

        Open withSuspended(boolean value) {
            return with(apiKeys, clientKeys, credit, value);
        }

        private Open with(Set<Digest> api, Map<ClientKeyId, CertifiedKey> clients, Credit money, boolean stopped) {
            return new Open(
                    account,
                    ownerKey,
                    modelFamilies,
                    requestsPerDay,
                    tokensPerRequest,
                    lanes,
                    api,
                    clients,
                    money,
                    stopped);
        }
    }
}
