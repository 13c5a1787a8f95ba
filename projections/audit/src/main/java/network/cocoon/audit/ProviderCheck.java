package network.cocoon.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.provider.ProviderCommand;
import network.cocoon.domain.provider.ProviderDecider;
import network.cocoon.domain.provider.ProviderEvent;
import network.cocoon.domain.provider.ProviderState;
import network.cocoon.domain.provider.TonProof;
import network.cocoon.wire.tonproof.WalletCells;
import org.jspecify.annotations.Nullable;

/**
 * GPU owners: every wallet's proof is verified again and counts once, and an address changes as it was proposed. That a
 * proof was given to this network's own page its payload says, which names the network and what for.
 */
final class ProviderCheck {

    /** Between a change of address and its being seen by every node, clocks included. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    /** Where a provider was paid before. */
    private record Left(String address, Instant at) {}

    private final String networkId;
    private final ProviderDecider decider;
    private final Map<ProviderId, ProviderState> providers = new HashMap<>();
    private final Map<ProviderId, Left> left = new HashMap<>();
    private final Set<String> payloads = new HashSet<>();

    ProviderCheck(String networkId) {
        this.networkId = networkId;
        this.decider = new ProviderDecider(networkId, new WalletCells());
    }

    void check(ProviderEvent event, Place place) {
        ProviderCommand command = again(event, place);
        Sequences.onItsStream(command.provider().value(), place);
        ProviderState state = state(command.provider());
        place.decided(decider.decide(command, state), event);
        if (event instanceof ProviderEvent.PayoutAddressChanged e && state instanceof ProviderState.Registered before) {
            left.put(e.provider(), new Left(before.payoutAddress(), e.at()));
        }
        providers.put(command.provider(), decider.evolve(state, event));
    }

    private ProviderCommand again(ProviderEvent event, Place place) {
        return switch (event) {
            case ProviderEvent.Registered e -> registration(e, place);
            case ProviderEvent.PayoutAddressProposed e ->
                new ProviderCommand.ProposePayoutAddress(e.provider(), once(e.tonProof(), place), e.due(), e.at());
            case ProviderEvent.PayoutAddressProposalCancelled e -> {
                TonProof proof = e.tonProof();
                yield new ProviderCommand.CancelPayoutAddress(
                        e.provider(), proof == null ? null : once(proof, place), e.at());
            }
            case ProviderEvent.PayoutAddressChanged e -> new ProviderCommand.ChangePayoutAddress(e.provider(), e.at());
            case ProviderEvent.EnrolmentTokenIssued e ->
                new ProviderCommand.IssueEnrolmentToken(e.provider(), e.tokenHash(), e.expires(), e.at());
            case ProviderEvent.EnrolmentTokenUsed e ->
                new ProviderCommand.UseEnrolmentToken(e.provider(), e.tokenHash(), e.worker(), e.at());
        };
    }

    private ProviderCommand registration(ProviderEvent.Registered e, Place place) {
        if (e.tonProof() != null) {
            return new ProviderCommand.RegisterWallet(
                    e.provider(), networkId, e.profile(), once(e.tonProof(), place), e.apiKeyHash(), e.at());
        }
        if (e.proof() == null) {
            throw place.wrong("wallet", "a proof", "none");
        }
        return new ProviderCommand.Register(
                e.provider(),
                networkId,
                e.profile(),
                e.payoutAddress(),
                e.walletKey(),
                e.proof(),
                e.apiKeyHash(),
                e.at());
    }

    private TonProof once(TonProof proof, Place place) {
        place.require(payloads.add(proof.payload()), "wallet", "a proof that was not used before", proof.payload());
        return proof;
    }

    boolean knows(ProviderId provider) {
        return providers.containsKey(provider);
    }

    /** A payment goes to the address in force. A change acts at once, but for what a server was doing just then. */
    boolean isPaidAt(ProviderId provider, String address, Instant at) {
        return switch (state(provider)) {
            case ProviderState.Absent _ -> false;
            case ProviderState.Registered p ->
                address.equals(p.payoutAddress()) ? !isOverdue(p, at) : isStillSeen(left.get(provider), address, at);
        };
    }

    /** The old address is not paid for longer than was agreed, by leaving the change out. */
    private static boolean isOverdue(ProviderState.Registered provider, Instant at) {
        return provider.proposal() != null
                && provider.proposal().due().plus(OVERLAP).isBefore(at);
    }

    private static boolean isStillSeen(@Nullable Left before, String address, Instant at) {
        return before != null
                && before.address().equals(address)
                && !at.isAfter(before.at().plus(OVERLAP));
    }

    private ProviderState state(ProviderId provider) {
        return providers.getOrDefault(provider, decider.initial());
    }
}
