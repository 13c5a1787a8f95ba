package network.cocoon.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.account.AccountCommand;
import network.cocoon.domain.account.AccountDecider;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountStatements;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.DayCount;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.escrow.EscrowCells;

/** One app of a {@link GeneratedLog}: its account, its client key and how its lanes and days stand. */
final class GeneratedApp {

    private static final int LANES = 4;
    private static final List<String> FAMILIES = List.of("Cocoon");
    private static final int REQUESTS_A_DAY = 1_000_000;
    private static final int TOKENS_A_REQUEST = 65_536;
    private static final Nanoton SPEND_A_DAY = Nanoton.of(1_000_000_000_000_000L);
    private static final long CREDIT = 1_000_000_000_000_000L;

    final AccountId account;
    final SigningKey clientKey;
    final ClientKeyId clientKeyId;

    private final SigningKey owner;
    private final Generated stream;
    private final Instant until;
    private final List<LaneState> lanes = new ArrayList<>();
    private long authorised;
    private LocalDate day = LocalDate.EPOCH;
    private int number;

    GeneratedApp(int n, Instant until, Generated stream) {
        this.account = new AccountId("app_" + GeneratedLog.hex("app " + n, 32));
        this.owner = GeneratedLog.key("app owner " + n);
        this.clientKey = GeneratedLog.key("client " + n);
        this.clientKeyId = new ClientKeyId(
                "key_" + Digest.sha256(clientKey.publicKey().toArray()).hex());
        this.stream = stream;
        this.until = until;
        for (int lane = 0; lane < LANES; lane++) {
            lanes.add(new LaneState(lane, 0, Nanoton.ZERO));
        }
    }

    void register() {
        decide(new AccountCommand.Register(
                account,
                Story.digest("profile " + account),
                owner.publicKey(),
                FAMILIES,
                REQUESTS_A_DAY,
                TOKENS_A_REQUEST,
                LANES,
                owner.sign(AccountStatements.registration(
                        Story.NETWORK, owner.publicKey(), FAMILIES, REQUESTS_A_DAY, TOKENS_A_REQUEST)),
                Story.digest("api key " + account),
                stream.now()));
        Instant from = stream.now();
        decide(new AccountCommand.CertifyClientKey(
                account,
                clientKey.publicKey(),
                from,
                until,
                SPEND_A_DAY,
                owner.sign(AccountStatements.clientKey(account, clientKey.publicKey(), from, until, SPEND_A_DAY)),
                stream.now()));
        credit();
    }

    void credit() {
        authorised += CREDIT;
        Nanoton cumulative = Nanoton.of(authorised);
        move(((AccountEvent.CreditAuthorized) decide(new AccountCommand.AuthorizeCredit(
                        account,
                        Story.NETWORK,
                        cumulative,
                        until,
                        owner.sign(AccountStatements.credit(Story.NETWORK, account, cumulative, until)),
                        lanes,
                        stream.now())))
                .moves());
    }

    /** Gathers a little more than it has into one lane. */
    void rebalance(int lane) {
        long needed = lanes.get(lane).free().value() + 1_000_000;
        move(((AccountEvent.LanesRebalanced) decide(
                        new AccountCommand.RebalanceLanes(account, lane, Nanoton.of(needed), lanes, stream.now())))
                .moves());
    }

    long nextVersion(int lane) {
        return lanes.get(lane).version() + 1;
    }

    void move(LaneMove move) {
        LaneState lane = lanes.get(move.lane());
        lanes.set(
                move.lane(),
                new LaneState(
                        move.lane(), move.version(), Nanoton.of(lane.free().value() + move.delta())));
    }

    DayCount count(Instant at) {
        LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
        number = today.equals(day) ? number + 1 : 1;
        day = today;
        return new DayCount(today, number);
    }

    static int lane(long n) {
        return (int) (n % LANES);
    }

    private void move(List<LaneMove> moves) {
        moves.forEach(this::move);
    }

    private AccountEvent decide(AccountCommand command) {
        return stream.decide(account.value(), new AccountDecider(Story.NETWORK, new EscrowCells()), command);
    }
}
