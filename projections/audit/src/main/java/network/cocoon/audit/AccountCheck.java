package network.cocoon.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import network.cocoon.domain.account.AccountCommand;
import network.cocoon.domain.account.AccountDecider;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.account.Admission;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.Rejection;
import network.cocoon.wire.escrow.EscrowCells;

/** Accounts: proofs, certificates and credit are signed by the owner; credit is spread exactly. */
final class AccountCheck {

    /**
     * The server reads an account before it opens the transaction that reserves. A change of the account that was
     * logged this shortly before a request may not have been seen.
     */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private record Known(AccountState state, AccountState before, Instant changedAt) {}

    private final AccountDecider decider;
    private final EscrowCheck escrows;
    private final LaneBook lanes;
    private final Ledger ledger;
    private final Map<AccountId, Known> accounts = new HashMap<>();

    AccountCheck(String networkId, LaneBook lanes, Ledger ledger) {
        this.decider = new AccountDecider(networkId, new EscrowCells());
        this.escrows = new EscrowCheck(decider, lanes, ledger);
        this.lanes = lanes;
        this.ledger = ledger;
    }

    void check(AccountEvent event, Place place) {
        Sequences.onItsStream(id(event).value(), place);
        AccountState state = state(id(event));
        switch (event) {
            case AccountEvent.Registered e ->
                again(
                        new AccountCommand.Register(
                                e.account(),
                                e.profile(),
                                e.ownerKey(),
                                e.modelFamilies(),
                                e.requestsPerDay(),
                                e.tokensPerRequest(),
                                e.lanes(),
                                e.proof(),
                                Digest.sha256(), // the key's hash follows in an event of its own
                                e.at()),
                        state,
                        e,
                        place);
            case AccountEvent.ApiKeyIssued e ->
                again(new AccountCommand.IssueApiKey(e.account(), e.keyHash(), e.at()), state, e, place);
            case AccountEvent.ApiKeyRevoked e ->
                again(new AccountCommand.RevokeApiKey(e.account(), e.keyHash(), e.at()), state, e, place);
            case AccountEvent.ClientKeyCertified e ->
                again(
                        new AccountCommand.CertifyClientKey(
                                e.account(),
                                e.publicKey(),
                                e.notBefore(),
                                e.notAfter(),
                                e.spendPerDay(),
                                e.certificate(),
                                e.at()),
                        state,
                        e,
                        place);
            case AccountEvent.ClientKeyRevoked e ->
                again(new AccountCommand.RevokeClientKey(e.account(), e.key(), e.at()), state, e, place);
            case AccountEvent.CreditAuthorized e -> credit(e, state, place);
            case AccountEvent.EscrowOpened _,
                    AccountEvent.EscrowFunded _,
                    AccountEvent.VoucherAccepted _,
                    AccountEvent.VoucherRedeemed _,
                    AccountEvent.WithdrawalRequested _,
                    AccountEvent.VoucherKeyChanged _,
                    AccountEvent.EscrowClosed _ -> escrows.check(event, open(state, place), place);
            case AccountEvent.LanesRebalanced e -> rebalanced(e, state, place);
            case AccountEvent.Suspended e ->
                again(new AccountCommand.Suspend(e.account(), e.reason(), e.at()), state, e, place);
            case AccountEvent.Resumed e -> again(new AccountCommand.Resume(e.account(), e.at()), state, e, place);
        }
        accounts.put(id(event), new Known(decider.evolve(state, event), state, EventTimes.of(event)));
    }

    private void again(AccountCommand command, AccountState state, AccountEvent event, Place place) {
        place.decided(decider.decide(command, state), event);
    }

    private void credit(AccountEvent.CreditAuthorized e, AccountState state, Place place) {
        AccountState.Open account = open(state, place);
        again(
                new AccountCommand.AuthorizeCredit(
                        e.account(),
                        e.networkId(),
                        e.cumulative(),
                        e.validUntil(),
                        e.signature(),
                        lanesBefore(account.lanes(), e.moves()),
                        e.at()),
                state,
                e,
                place);
        long increase = e.cumulative().minus(account.authorised()).value();
        ledger.post(
                place,
                new Ledger.Entry(Ledger.authorised(e.account()), -increase),
                new Ledger.Entry(Ledger.free(e.account()), sum(e.moves())));
        move(account, e.moves(), place);
    }

    private void rebalanced(AccountEvent.LanesRebalanced e, AccountState state, Place place) {
        AccountState.Open account = open(state, place);
        long distinct = e.moves().stream().map(LaneMove::lane).distinct().count();
        place.require(distinct == e.moves().size(), "lane", "each lane once", e.moves());
        ledger.post(place, new Ledger.Entry(Ledger.free(e.account()), sum(e.moves())));
        move(account, e.moves(), place);
    }

    private void move(AccountState.Open account, List<LaneMove> moves, Place place) {
        for (LaneMove move : moves) {
            lanes.add(account.account(), account.lanes(), move, place);
        }
    }

    /** How the lanes stood, as far as spreading depends on it: a moved lane was one version back. */
    static List<LaneState> lanesBefore(int count, List<LaneMove> moves) {
        List<LaneState> before = new ArrayList<>();
        for (int lane = 0; lane < count; lane++) {
            long version = 0;
            for (LaneMove move : moves) {
                version = move.lane() == lane ? move.version() - 1 : version;
            }
            before.add(new LaneState(lane, version, Nanoton.ZERO));
        }
        return before;
    }

    static long sum(List<LaneMove> moves) {
        long sum = 0;
        for (LaneMove move : moves) {
            sum = Math.addExact(sum, move.delta());
        }
        return sum;
    }

    /** The account of a request, which must have been allowed to make it. */
    AccountState.Open admits(InferenceEvent.Requested e, String family, Place place) {
        Known known = accounts.get(e.account());
        if (known == null) {
            throw place.wrong("admission", "a registered account", e.account());
        }
        Instant earlier = e.at().minus(OVERLAP);
        Optional<Rejection> now = admission(known.state(), e, family, e.at());
        boolean overlapped = known.changedAt().isAfter(earlier);
        if (now.isPresent()
                && admission(known.state(), e, family, earlier).isPresent()
                && !(overlapped
                        && (admission(known.before(), e, family, e.at()).isEmpty()
                                || admission(known.before(), e, family, earlier).isEmpty()))) {
            throw place.wrong(
                    "admission",
                    "an account that may ask",
                    now.get().code().name() + " (" + now.get().detail() + ")");
        }
        return open(known.state(), place);
    }

    private static Optional<Rejection> admission(
            AccountState state, InferenceEvent.Requested e, String family, Instant at) {
        return Admission.refusal(
                state, e.clientKey(), family, e.maxTokens(), e.day().number(), at);
    }

    AccountState state(AccountId account) {
        Known known = accounts.get(account);
        return known == null ? decider.initial() : known.state();
    }

    /** All accounts, in order of id. */
    Map<String, AccountState.Open> all() {
        Map<String, AccountState.Open> all = new TreeMap<>();
        accounts.forEach((id, known) -> {
            if (known.state() instanceof AccountState.Open open) {
                all.put(id.value(), open);
            }
        });
        return all;
    }

    static AccountState.Open open(AccountState state, Place place) {
        return switch (state) {
            case AccountState.Absent _ -> throw place.wrong("account", "a registered account", "none");
            case AccountState.Open open -> open;
        };
    }

    private static AccountId id(AccountEvent event) {
        return switch (event) {
            case AccountEvent.Registered e -> e.account();
            case AccountEvent.ApiKeyIssued e -> e.account();
            case AccountEvent.ApiKeyRevoked e -> e.account();
            case AccountEvent.ClientKeyCertified e -> e.account();
            case AccountEvent.ClientKeyRevoked e -> e.account();
            case AccountEvent.CreditAuthorized e -> e.account();
            case AccountEvent.EscrowOpened e -> e.account();
            case AccountEvent.EscrowFunded e -> e.account();
            case AccountEvent.VoucherAccepted e -> e.account();
            case AccountEvent.VoucherRedeemed e -> e.account();
            case AccountEvent.WithdrawalRequested e -> e.account();
            case AccountEvent.VoucherKeyChanged e -> e.account();
            case AccountEvent.EscrowClosed e -> e.account();
            case AccountEvent.LanesRebalanced e -> e.account();
            case AccountEvent.Suspended e -> e.account();
            case AccountEvent.Resumed e -> e.account();
        };
    }
}
