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

    /** @param signature the owner key's over the address */
    record OpenEscrow(AccountId account, EscrowOpening opening, Bytes signature, Instant at)
            implements AccountCommand {}

    /** The chain shows a deposit. */
    record RecordDeposit(AccountId account, String escrow, EscrowTransaction transaction, Instant at)
            implements AccountCommand {}

    /**
     * @param over  revision of the voucher that the client verified and raises
     * @param lanes the lanes as locked by the caller, in lane order
     */
    record AcceptVoucher(
            AccountId account, String escrow, long over, SignedVoucher voucher, List<LaneState> lanes, Instant at)
            implements AccountCommand {
        public AcceptVoucher {
            lanes = List.copyOf(lanes);
        }
    }

    /** The chain shows that the network took out what vouchers promised, so much in all. */
    record RecordRedemption(
            AccountId account, String escrow, EscrowTransaction transaction, Nanoton claimed, Instant at)
            implements AccountCommand {}

    /** The chain shows that the owner's wallet asked to close or to change the voucher key. */
    record RecordExit(AccountId account, String escrow, EscrowTransaction transaction, EscrowExit exit, Instant at)
            implements AccountCommand {}

    /**
     * The chain shows that what was asked for is done.
     *
     * @param lanes the lanes as locked by the caller, in lane order
     */
    record RecordFinish(
            AccountId account, String escrow, EscrowTransaction transaction, List<LaneState> lanes, Instant at)
            implements AccountCommand {
        public RecordFinish {
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
