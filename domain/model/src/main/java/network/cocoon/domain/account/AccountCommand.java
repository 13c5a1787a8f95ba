package network.cocoon.domain.account;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.Timed;

/** Orders to an account. Signatures are checked by the decider itself, so that server and auditor ask the same question. */
public sealed interface AccountCommand extends Timed {

    AccountId account();

    record Register(
            AccountId account,
            Digest profile,
            Bytes ownerKey,
            List<String> modelFamilies,
            int requestsPerDay,
            int tokensPerRequest,
            int lanes,
            Bytes proof,
            Digest apiKeyHash,
            Instant at)
            implements AccountCommand {
        public Register {
            modelFamilies = List.copyOf(modelFamilies);
        }
    }

    record IssueApiKey(AccountId account, Digest keyHash, Instant at) implements AccountCommand {}

    record RevokeApiKey(AccountId account, Digest keyHash, Instant at) implements AccountCommand {}

    record CertifyClientKey(
            AccountId account,
            Bytes publicKey,
            Instant notBefore,
            Instant notAfter,
            Nanoton spendPerDay,
            Bytes certificate,
            Instant at)
            implements AccountCommand {}

    record RevokeClientKey(AccountId account, ClientKeyId key, Instant at) implements AccountCommand {}

    /** @param lanes the lanes' versions and free amounts as locked by the caller, in lane order */
    record AuthorizeCredit(
            AccountId account,
            String networkId,
            Nanoton cumulative,
            Instant validUntil,
            Bytes signature,
            List<LaneState> lanes,
            Instant at)
            implements AccountCommand {
        public AuthorizeCredit {
            lanes = List.copyOf(lanes);
        }
    }

    /** Gather at least {@code needed} into lane {@code target} from the others. */
    record RebalanceLanes(AccountId account, int target, Nanoton needed, List<LaneState> lanes, Instant at)
            implements AccountCommand {
        public RebalanceLanes {
            lanes = List.copyOf(lanes);
        }
    }

    record Suspend(AccountId account, String reason, Instant at) implements AccountCommand {}

    record Resume(AccountId account, Instant at) implements AccountCommand {}
}
