package network.cocoon.domain.account;

import static network.cocoon.domain.account.EscrowTest.APP;
import static network.cocoon.domain.account.EscrowTest.CLIENT;
import static network.cocoon.domain.account.EscrowTest.NETWORK;
import static network.cocoon.domain.account.EscrowTest.NOW;
import static network.cocoon.domain.account.EscrowTest.OWNER;
import static network.cocoon.domain.account.EscrowTest.RULES;
import static network.cocoon.domain.account.EscrowTest.UNTIL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;

/** Over any history, escrows opened one after the other, no nanoton appears or vanishes. */
class EscrowHistoryTest {

    private static final int LANES = 3;

    private final AccountDecider decider = new AccountDecider(NETWORK, RULES);

    /** One account, driven at random; reports come late, twice and in any order. */
    private final class History {
        private final Random random;
        private final List<AccountCommand> reported = new ArrayList<>();
        private final Set<Long> counted = new HashSet<>();
        private final long[] free = new long[LANES];
        private final long[] versions = new long[LANES];
        private AccountState state = EscrowTest.registered(LANES).state();
        private long balance; // of the open escrow
        private long redeemed; // of closed ones
        private long used; // by requests
        private long shortfall;
        private long owned; // by the statement's lines
        private long lt;
        private long nonce;

        History(long seed) {
            this.random = new Random(seed);
        }

        void step() {
            AccountState.Open account = (AccountState.Open) state;
            if (account.escrow().isEmpty()) {
                attempt(EscrowTest.open(EscrowTest.opening(++nonce, OWNER)));
                balance = 0;
                return;
            }
            Escrow escrow = account.escrow().get();
            switch (random.nextInt(8)) {
                case 0 -> attempt(new AccountCommand.RecordDeposit(APP, escrow.address(), some(true), NOW));
                case 1, 2 -> attempt(voucher(escrow));
                case 3 ->
                    attempt(new AccountCommand.RecordRedemption(
                            APP,
                            escrow.address(),
                            some(false),
                            Nanoton.of(escrow.claimed().value() + 1 + random.nextInt(40_000_000)),
                            NOW));
                case 4 -> use();
                case 5 -> again();
                case 6 ->
                    maybe(new AccountCommand.RecordExit(
                            APP,
                            escrow.address(),
                            some(true),
                            new EscrowExit(random.nextBoolean() ? null : OWNER.publicKey(), NOW),
                            NOW));
                default -> attempt(new AccountCommand.RecordFinish(APP, escrow.address(), some(false), lanes(), NOW));
            }
        }

        private void maybe(AccountCommand command) {
            if (random.nextInt(4) == 0) {
                attempt(command);
            }
        }

        private EscrowTransaction some(boolean brings) {
            lt++;
            return EscrowTest.transaction(
                    lt, brings ? random.nextInt(90_000_000) : 0, brings ? 0 : random.nextInt(9_000_000));
        }

        private AccountCommand voucher(Escrow escrow) {
            SigningKey signer = random.nextInt(9) == 0 ? CLIENT : OWNER;
            long amount = escrow.promised().value() + random.nextInt(60_000_000);
            return new AccountCommand.AcceptVoucher(
                    APP,
                    escrow.address(),
                    escrow.revision() - random.nextInt(7) / 6,
                    RULES.sign(escrow.opening(), signer, amount, UNTIL),
                    lanes(),
                    NOW);
        }

        /** A request reserved and billed that much. */
        private void use() {
            int lane = random.nextInt(LANES);
            long part = free[lane] == 0 ? 0 : random.nextLong(free[lane] + 1);
            free[lane] -= part;
            versions[lane]++;
            used += part;
        }

        private void again() {
            if (!reported.isEmpty()) {
                AccountCommand old = reported.get(random.nextInt(reported.size()));
                assertThat(decider.decide(old, state)).isNotInstanceOf(Decision.Accepted.class);
            }
        }

        private void attempt(AccountCommand command) {
            if (decider.decide(command, state) instanceof Decision.Accepted<AccountEvent> accepted) {
                AccountEvent event = accepted.events().getFirst();
                count(event);
                AppMoney.lines(state, event).forEach(line -> owned += line.nanoton());
                state = decider.evolve(state, event);
                reported.add(command);
            }
        }

        private void count(AccountEvent event) {
            switch (event) {
                case AccountEvent.EscrowFunded e -> count(e.transaction());
                case AccountEvent.VoucherAccepted e -> move(e.moves());
                case AccountEvent.VoucherRedeemed e -> count(e.transaction());
                case AccountEvent.WithdrawalRequested e -> count(e.transaction());
                case AccountEvent.VoucherKeyChanged e -> {
                    count(e.transaction());
                    move(e.moves());
                    shortfall += e.shortfall().value();
                }
                case AccountEvent.EscrowClosed e -> {
                    count(e.transaction());
                    move(e.moves());
                    shortfall += e.shortfall().value();
                    redeemed += EscrowTest.escrow(state).claimed().value();
                }
                default -> {}
            }
        }

        private void count(EscrowTransaction t) {
            assertThat(counted.add(t.lt())).as("counted once").isTrue();
            balance += t.came().value() - t.left().value() - t.fees().value();
        }

        private void move(List<LaneMove> moves) {
            for (LaneMove move : moves) {
                assertThat(move.version()).isEqualTo(++versions[move.lane()]);
                free[move.lane()] += move.delta();
                assertThat(free[move.lane()]).isNotNegative();
            }
        }

        private List<LaneState> lanes() {
            List<LaneState> lanes = new ArrayList<>();
            for (int lane = 0; lane < LANES; lane++) {
                lanes.add(new LaneState(lane, versions[lane], Nanoton.of(free[lane])));
            }
            return lanes;
        }

        void check() {
            AccountState.Open account = (AccountState.Open) state;
            long authorised = account.authorised().value();
            long inLanes = free[0] + free[1] + free[2];
            assertThat(inLanes + used).as("free and used").isEqualTo(authorised);
            long promised = account.escrow().map(e -> e.promised().value()).orElse(0L);
            assertThat(redeemed + promised + shortfall)
                    .as("redeemed of closed escrows, promised by the open one, lost")
                    .isEqualTo(authorised);
            long inEscrow = account.escrow()
                    .map(e -> e.held().plus(e.claimed()).value())
                    .orElse(0L);
            assertThat(owned).as("the statement's lines").isEqualTo(redeemed + inEscrow);
            account.escrow().ifPresent(escrow -> {
                assertThat(escrow.held().value()).as("held").isEqualTo(balance);
                assertThat(escrow.claimed()).isLessThanOrEqualTo(escrow.promised());
            });
        }
    }

    @Property(tries = 300)
    void nothingIsLostOrDoubled(@ForAll long seed) {
        History history = new History(seed);
        for (int i = 0; i < 120; i++) {
            history.step();
            history.check();
        }
    }
}
