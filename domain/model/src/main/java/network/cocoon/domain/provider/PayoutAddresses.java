package network.cocoon.domain.provider;

import static network.cocoon.domain.kernel.Decision.accept;
import static network.cocoon.domain.kernel.Decision.alreadyDone;
import static network.cocoon.domain.kernel.Decision.reject;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Rejection;
import network.cocoon.domain.provider.ProviderCommand.CancelPayoutAddress;
import network.cocoon.domain.provider.ProviderCommand.ChangePayoutAddress;
import network.cocoon.domain.provider.ProviderCommand.ProposePayoutAddress;
import network.cocoon.domain.provider.ProviderCommand.RegisterWallet;
import network.cocoon.domain.provider.ProviderState.Registered;

/** Decisions about where a provider is paid, by proofs of wallets. */
final class PayoutAddresses {

    /** Of a wallet's clock from ours. */
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private static final Duration LONGEST_DELAY = Duration.ofDays(30);

    private final String networkId;
    private final WalletRules rules;

    PayoutAddresses(String networkId, WalletRules rules) {
        this.networkId = networkId;
        this.rules = rules;
    }

    Decision<ProviderEvent> register(RegisterWallet c) {
        if (!c.networkId().equals(networkId)) {
            return reject(ProviderRefusal.WRONG_NETWORK, "this network is " + networkId);
        }
        return switch (judge(c.proof(), new ProofPurpose.Registration(), c.at())) {
            case Judged.Bad(var why) -> new Decision.Rejected<>(why);
            case Judged.Good(var wallet) ->
                accept(new ProviderEvent.Registered(
                        c.provider(),
                        c.profile(),
                        wallet.address(),
                        wallet.key(),
                        null,
                        c.proof(),
                        c.apiKeyHash(),
                        c.at()));
        };
    }

    Decision<ProviderEvent> propose(ProposePayoutAddress c, Registered provider) {
        if (provider.proposal() != null) {
            return provider.proposal().payload().equals(c.proof().payload())
                    ? alreadyDone()
                    : reject(ProviderRefusal.PROPOSAL_PENDING, "another change waits: cancel it first");
        }
        if (!c.due().isAfter(c.at()) || c.due().isAfter(c.at().plus(LONGEST_DELAY))) {
            return reject(ProviderRefusal.INVALID_PAYOUT_DELAY, "a change waits, and for 30 days at most");
        }
        return switch (judge(c.proof(), new ProofPurpose.PayTo(c.provider()), c.at())) {
            case Judged.Bad(var why) -> new Decision.Rejected<>(why);
            case Judged.Good(var wallet)
            when wallet.address().equals(provider.payoutAddress()) ->
                reject(ProviderRefusal.PAYOUT_ADDRESS_UNCHANGED, "this wallet is paid already");
            case Judged.Good(var wallet) ->
                accept(new ProviderEvent.PayoutAddressProposed(
                        c.provider(), wallet.address(), wallet.key(), c.proof(), c.due(), c.at()));
        };
    }

    Decision<ProviderEvent> cancel(CancelPayoutAddress c, Registered provider) {
        PayoutProposal proposal = provider.proposal();
        if (proposal == null) {
            return nothingWaits();
        }
        var cancelled =
                new ProviderEvent.PayoutAddressProposalCancelled(c.provider(), proposal.address(), c.proof(), c.at());
        if (c.proof() == null) {
            return accept(cancelled);
        }
        return switch (judge(c.proof(), new ProofPurpose.Keep(c.provider()), c.at())) {
            case Judged.Bad(var why) -> new Decision.Rejected<>(why);
            case Judged.Good(var wallet)
            when !wallet.address().equals(provider.payoutAddress()) ->
                reject(ProviderRefusal.PROOF_OTHER_WALLET, "this is not the wallet that is paid now");
            case Judged.Good _ -> accept(cancelled);
        };
    }

    Decision<ProviderEvent> change(ChangePayoutAddress c, Registered provider) {
        PayoutProposal proposal = provider.proposal();
        if (proposal == null) {
            return nothingWaits();
        }
        return c.at().isBefore(proposal.due())
                ? reject(ProviderRefusal.PROPOSAL_NOT_DUE, "the address changes at " + proposal.due())
                : accept(new ProviderEvent.PayoutAddressChanged(c.provider(), proposal.address(), c.at()));
    }

    private static Decision<ProviderEvent> nothingWaits() {
        return reject(ProviderRefusal.PROPOSAL_UNKNOWN, "no change of the payout address waits");
    }

    private Judged judge(TonProof proof, ProofPurpose purpose, Instant at) {
        String prefix = purpose.prefix(networkId);
        if (!proof.payload().startsWith(prefix) || proof.payload().length() == prefix.length()) {
            return bad(ProviderRefusal.PROOF_OTHER_PURPOSE, "the wallet agreed to something else");
        }
        // Compared as seconds: a wallet may name any 64 bits, and no difference of those fits for sure.
        long now = at.getEpochSecond();
        if (proof.signedAtSeconds() < now - WINDOW.toSeconds() || proof.signedAtSeconds() > now + WINDOW.toSeconds()) {
            return bad(ProviderRefusal.PROOF_OUT_OF_TIME, "a proof is good for " + WINDOW.toMinutes() + " minutes");
        }
        Optional<ProvenWallet> wallet = rules.wallet(proof);
        return wallet.isPresent()
                ? new Judged.Good(wallet.get())
                : bad(ProviderRefusal.INVALID_PROOF, "no known wallet's key signed this");
    }

    private static Judged bad(ProviderRefusal code, String detail) {
        return new Judged.Bad(new Rejection(code, detail));
    }

    private sealed interface Judged {

        record Good(ProvenWallet wallet) implements Judged {}

        record Bad(Rejection why) implements Judged {}
    }
}
