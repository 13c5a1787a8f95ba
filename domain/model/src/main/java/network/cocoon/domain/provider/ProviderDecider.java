package network.cocoon.domain.provider;

import static network.cocoon.domain.kernel.Decision.accept;
import static network.cocoon.domain.kernel.Decision.alreadyDone;
import static network.cocoon.domain.kernel.Decision.reject;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.kernel.Decider;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.provider.ProviderCommand.CancelPayoutAddress;
import network.cocoon.domain.provider.ProviderCommand.ChangePayoutAddress;
import network.cocoon.domain.provider.ProviderCommand.IssueEnrolmentToken;
import network.cocoon.domain.provider.ProviderCommand.ProposePayoutAddress;
import network.cocoon.domain.provider.ProviderCommand.Register;
import network.cocoon.domain.provider.ProviderCommand.RegisterWallet;
import network.cocoon.domain.provider.ProviderCommand.UseEnrolmentToken;
import network.cocoon.domain.provider.ProviderEvent.EnrolmentTokenIssued;
import network.cocoon.domain.provider.ProviderEvent.EnrolmentTokenUsed;
import network.cocoon.domain.provider.ProviderEvent.PayoutAddressChanged;
import network.cocoon.domain.provider.ProviderEvent.PayoutAddressProposalCancelled;
import network.cocoon.domain.provider.ProviderEvent.PayoutAddressProposed;
import network.cocoon.domain.provider.ProviderState.Absent;
import network.cocoon.domain.provider.ProviderState.EnrolmentToken;
import network.cocoon.domain.provider.ProviderState.Registered;

/** A GPU owner with a proven payout wallet. */
public final class ProviderDecider implements Decider<ProviderCommand, ProviderState, ProviderEvent> {

    private static final Pattern RAW_ADDRESS = Pattern.compile("(0|-1):[0-9a-f]{64}");
    private static final int MOST_OPEN_TOKENS = 256;
    private static final Duration LONGEST_TOKEN = Duration.ofDays(365);

    /** How a network on one machine is named; there nobody is paid for real. */
    private static final String LOCAL = "local-";

    private final String networkId;
    private final PayoutAddresses addresses;

    /**
     * @param networkId the network whose statements are accepted
     * @param rules     what TON's cells say of a wallet's proof
     */
    public ProviderDecider(String networkId, WalletRules rules) {
        this.networkId = networkId;
        this.addresses = new PayoutAddresses(networkId, rules);
    }

    @Override
    public ProviderState initial() {
        return new Absent();
    }

    @Override
    public Decision<ProviderEvent> decide(ProviderCommand command, ProviderState state) {
        return switch (state) {
            case Absent _ ->
                switch (command) {
                    case Register c -> register(c);
                    case RegisterWallet c -> addresses.register(c);
                    case IssueEnrolmentToken _,
                            UseEnrolmentToken _,
                            ProposePayoutAddress _,
                            CancelPayoutAddress _,
                            ChangePayoutAddress _ -> reject(ProviderRefusal.PROVIDER_UNKNOWN, "no such provider");
                };
            case Registered provider ->
                switch (command) {
                    case Register c
                    when c.walletKey().equals(provider.walletKey())
                            && c.payoutAddress().equals(provider.payoutAddress())
                            && c.apiKeyHash().equals(provider.apiKeyHash()) -> alreadyDone();
                    case RegisterWallet c when c.apiKeyHash().equals(provider.apiKeyHash()) -> alreadyDone();
                    case Register _, RegisterWallet _ ->
                        reject(ProviderRefusal.PROVIDER_EXISTS, "this provider is registered");
                    case ProposePayoutAddress c -> addresses.propose(c, provider);
                    case CancelPayoutAddress c -> addresses.cancel(c, provider);
                    case ChangePayoutAddress c -> addresses.change(c, provider);
                    case IssueEnrolmentToken c -> issue(c, provider);
                    case UseEnrolmentToken c -> use(c, provider);
                };
        };
    }

    private Decision<ProviderEvent> register(Register c) {
        if (!c.networkId().equals(networkId)) {
            return reject(ProviderRefusal.WRONG_NETWORK, "this network is " + networkId);
        }
        if (!networkId.startsWith(LOCAL)) {
            return reject(ProviderRefusal.TON_PROOF_REQUIRED, "prove the wallet by ton_proof");
        }
        if (!RAW_ADDRESS.matcher(c.payoutAddress()).matches()) {
            return reject(ProviderRefusal.INVALID_PAYOUT_ADDRESS, "a raw TON address is workchain:64 hex characters");
        }
        byte[] statement = ProviderStatements.registration(networkId, c.payoutAddress(), c.walletKey());
        if (!Signatures.verify(c.walletKey(), c.proof(), statement)) {
            return reject(ProviderRefusal.INVALID_PROOF, "the wallet key's signature does not verify");
        }
        return accept(new ProviderEvent.Registered(
                c.provider(), c.profile(), c.payoutAddress(), c.walletKey(), c.proof(), null, c.apiKeyHash(), c.at()));
    }

    private static Decision<ProviderEvent> issue(IssueEnrolmentToken c, Registered provider) {
        if (provider.tokens().containsKey(c.tokenHash())) {
            return alreadyDone();
        }
        if (!c.expires().isAfter(c.at()) || c.expires().isAfter(c.at().plus(LONGEST_TOKEN))) {
            return reject(ProviderRefusal.INVALID_TOKEN_VALIDITY, "a token is valid for at most a year");
        }
        if (provider.tokens().values().stream().filter(t -> isOpen(t, c.at())).count() >= MOST_OPEN_TOKENS) {
            return reject(ProviderRefusal.TOO_MANY_TOKENS, "at most " + MOST_OPEN_TOKENS + " unused tokens");
        }
        return accept(new EnrolmentTokenIssued(c.provider(), c.tokenHash(), c.expires(), c.at()));
    }

    private static Decision<ProviderEvent> use(UseEnrolmentToken c, Registered provider) {
        EnrolmentToken token = provider.tokens().get(c.tokenHash());
        if (token == null) {
            return reject(ProviderRefusal.TOKEN_UNKNOWN, "no such enrolment token");
        }
        if (c.worker().equals(token.usedBy())) {
            return alreadyDone();
        }
        if (token.usedBy() != null) {
            return reject(ProviderRefusal.TOKEN_USED, "a token enrols one worker");
        }
        if (!isOpen(token, c.at())) {
            return reject(ProviderRefusal.TOKEN_EXPIRED, "the token expired at " + token.expires());
        }
        return accept(new EnrolmentTokenUsed(c.provider(), c.tokenHash(), c.worker(), c.at()));
    }

    private static boolean isOpen(EnrolmentToken token, Instant at) {
        return token.usedBy() == null && at.isBefore(token.expires());
    }

    @Override
    public ProviderState evolve(ProviderState state, ProviderEvent event) {
        return switch (event) {
            case ProviderEvent.Registered e ->
                new Registered(e.provider(), e.payoutAddress(), e.walletKey(), e.apiKeyHash(), null, Map.of());
            case PayoutAddressProposed e ->
                with(
                        state,
                        p -> p.proposing(new PayoutProposal(
                                e.payoutAddress(), e.walletKey(), e.tonProof().payload(), e.due())));
            case PayoutAddressProposalCancelled _ -> with(state, p -> p.proposing(null));
            case PayoutAddressChanged e -> with(state, p -> changed(p, e));
            case EnrolmentTokenIssued e ->
                with(state, p -> withToken(p, e.tokenHash(), new EnrolmentToken(e.expires(), null)));
            case EnrolmentTokenUsed e ->
                with(state, p -> withToken(p, e.tokenHash(), new EnrolmentToken(e.at(), e.worker())));
        };
    }

    private static ProviderState with(ProviderState state, UnaryOperator<Registered> change) {
        return switch (state) {
            case Absent absent -> absent;
            case Registered p -> change.apply(p);
        };
    }

    private static Registered changed(Registered p, PayoutAddressChanged e) {
        PayoutProposal proposal = p.proposal();
        return p.paidAt(e.payoutAddress(), proposal == null ? p.walletKey() : proposal.walletKey());
    }

    private static Registered withToken(Registered p, Digest hash, EnrolmentToken token) {
        var tokens = new HashMap<>(p.tokens());
        tokens.put(hash, token);
        return p.with(tokens);
    }
}
