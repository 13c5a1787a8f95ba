package network.cocoon.domain.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.DeciderFixture;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import org.junit.jupiter.api.Test;

class AccountDeciderTest {

    private static final String NETWORK = "local-test";
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant UNTIL = NOW.plus(Duration.ofDays(30));
    private static final AccountId APP = new AccountId("app_" + "a".repeat(32));
    private static final SigningKey OWNER = key(1);
    private static final SigningKey CLIENT = key(2);
    private static final ClientKeyId CLIENT_ID =
            new ClientKeyId("key_" + Digest.sha256(CLIENT.publicKey().toArray()).hex());
    private static final List<String> FAMILIES = List.of("Qwen", "Cocoon");

    private final DeciderFixture<AccountCommand, AccountState, AccountEvent> fresh =
            DeciderFixture.of(new AccountDecider(NETWORK, new TextEscrowRules()));
    private final DeciderFixture<AccountCommand, AccountState, AccountEvent> registered =
            fresh.given(register(FAMILIES, 100, 4096, 3, OWNER));

    private static AccountCommand.Register register(
            List<String> families, int requests, int tokens, int lanes, SigningKey signer) {
        Bytes proof =
                signer.sign(AccountStatements.registration(NETWORK, OWNER.publicKey(), families, requests, tokens));
        return new AccountCommand.Register(
                APP, digest("profile"), OWNER.publicKey(), families, requests, tokens, lanes, proof, digest("k"), NOW);
    }

    private static AccountCommand.CertifyClientKey certify(Instant from, Instant until, long spend, SigningKey signer) {
        return new AccountCommand.CertifyClientKey(
                APP,
                CLIENT.publicKey(),
                from,
                until,
                Nanoton.of(spend),
                signer.sign(AccountStatements.clientKey(APP, CLIENT.publicKey(), from, until, Nanoton.of(spend))),
                NOW);
    }

    private static AccountCommand.AuthorizeCredit credit(String network, long cumulative, List<LaneState> lanes) {
        return new AccountCommand.AuthorizeCredit(
                APP,
                network,
                Nanoton.of(cumulative),
                UNTIL,
                OWNER.sign(AccountStatements.credit(network, APP, Nanoton.of(cumulative), UNTIL)),
                lanes,
                NOW);
    }

    private static List<LaneState> lanes(long... free) {
        List<LaneState> lanes = new ArrayList<>();
        for (int i = 0; i < free.length; i++) {
            lanes.add(new LaneState(i, 5, Nanoton.of(free[i])));
        }
        return lanes;
    }

    @Test
    void registersWithAProofAndAnApiKey() {
        assertThat(fresh.thenAccepted(register(FAMILIES, 100, 4096, 3, OWNER)))
                .hasSize(2)
                .last()
                .isEqualTo(new AccountEvent.ApiKeyIssued(APP, digest("k"), NOW));
        registered.thenAlreadyDone(register(FAMILIES, 100, 4096, 3, OWNER));
        registered.thenRefused(register(FAMILIES, 101, 4096, 3, OWNER), AccountRefusal.ACCOUNT_EXISTS);
    }

    @Test
    void refusesLimitsAndProofsThatAreNone() {
        fresh.thenRefused(register(FAMILIES, 100, 4096, 3, CLIENT), AccountRefusal.INVALID_PROOF);
        fresh.thenRefused(register(List.of(), 100, 4096, 3, OWNER), AccountRefusal.INVALID_LIMITS);
        fresh.thenRefused(register(List.of("a,b"), 100, 4096, 3, OWNER), AccountRefusal.INVALID_LIMITS);
        fresh.thenRefused(register(FAMILIES, 0, 4096, 3, OWNER), AccountRefusal.INVALID_LIMITS);
        fresh.thenRefused(register(FAMILIES, 100, 0, 3, OWNER), AccountRefusal.INVALID_LIMITS);
        fresh.thenRefused(register(FAMILIES, 100, 4096, 65, OWNER), AccountRefusal.INVALID_LIMITS);
        fresh.thenRefused(new AccountCommand.Resume(APP, NOW), AccountRefusal.ACCOUNT_UNKNOWN);
    }

    @Test
    void onlyTheOwnerCertifiesClientKeys() {
        registered.thenRefused(certify(NOW, UNTIL, 1000, CLIENT), AccountRefusal.INVALID_CERTIFICATE);
        registered.thenRefused(certify(NOW.plusNanos(1000), UNTIL, 1000, OWNER), AccountRefusal.INVALID_VALIDITY);
        registered.thenRefused(certify(UNTIL, NOW, 1000, OWNER), AccountRefusal.INVALID_VALIDITY);

        var certified = registered.given(certify(NOW, UNTIL, 1000, OWNER));
        certified.thenAlreadyDone(certify(NOW, UNTIL, 1000, OWNER));
        certified.thenRefused(certify(NOW, UNTIL, 9000, OWNER), AccountRefusal.STALE_CERTIFICATE);
        certified.thenAccepted(certify(NOW, UNTIL.plusSeconds(1), 9000, OWNER));

        var revoked = certified.given(new AccountCommand.RevokeClientKey(APP, CLIENT_ID, NOW));
        revoked.thenAlreadyDone(new AccountCommand.RevokeClientKey(APP, CLIENT_ID, NOW));
        revoked.thenRefused(certify(NOW, UNTIL.plusSeconds(1), 1000, OWNER), AccountRefusal.KEY_REVOKED);
    }

    @Test
    void apiKeysComeAndGo() {
        var two = registered.given(new AccountCommand.IssueApiKey(APP, digest("k2"), NOW));
        two.thenAlreadyDone(new AccountCommand.IssueApiKey(APP, digest("k2"), NOW));
        var one = two.given(new AccountCommand.RevokeApiKey(APP, digest("k2"), NOW));
        one.thenRefused(new AccountCommand.RevokeApiKey(APP, digest("k2"), NOW), AccountRefusal.KEY_UNKNOWN);
    }

    @Test
    void creditIsCumulativeAndSpreadExactly() {
        var event = (AccountEvent.CreditAuthorized)
                registered.thenAccepted(credit(NETWORK, 1000, lanes(0, 0, 0))).getFirst();
        assertThat(event.moves())
                .containsExactly(new LaneMove(0, 6, 334), new LaneMove(1, 6, 333), new LaneMove(2, 6, 333));

        var funded = registered.given(credit(NETWORK, 1000, lanes(0, 0, 0)));
        funded.thenAlreadyDone(credit(NETWORK, 1000, lanes(0, 0, 0)));
        funded.thenRefused(credit(NETWORK, 999, lanes(0, 0, 0)), AccountRefusal.CREDIT_NOT_INCREASED);
        funded.thenRefused(credit("other", 2000, lanes(0, 0, 0)), AccountRefusal.WRONG_NETWORK);
        funded.thenRefused(credit(NETWORK, 2000, lanes(0, 0)), AccountRefusal.LANES_MISMATCH);
        var forged = credit(NETWORK, 2000, lanes(0, 0, 0));
        funded.thenRefused(
                new AccountCommand.AuthorizeCredit(
                        APP, NETWORK, Nanoton.of(3000), UNTIL, forged.signature(), forged.lanes(), NOW),
                AccountRefusal.INVALID_CREDIT_SIGNATURE);
    }

    @Test
    void gathersFromTheRichestLaneFirst() {
        var funded = registered.given(credit(NETWORK, 1000, lanes(0, 0, 0)));
        var event = (AccountEvent.LanesRebalanced) funded.thenAccepted(
                        new AccountCommand.RebalanceLanes(APP, 1, Nanoton.of(600), lanes(100, 50, 500), NOW))
                .getFirst();

        assertThat(event.moves())
                .containsExactly(new LaneMove(2, 6, -500), new LaneMove(0, 6, -50), new LaneMove(1, 6, 550));
        funded.thenAlreadyDone(new AccountCommand.RebalanceLanes(APP, 1, Nanoton.of(50), lanes(100, 50, 500), NOW));
        funded.thenRefused(
                new AccountCommand.RebalanceLanes(APP, 1, Nanoton.of(651), lanes(100, 50, 500), NOW),
                AccountRefusal.NO_CREDIT);
        funded.thenRefused(
                new AccountCommand.RebalanceLanes(APP, 1, Nanoton.of(651), lanes(900, 50, 500), NOW),
                AccountRefusal.LANES_MISMATCH);
    }

    @Test
    void admissionAsksEveryLimit() {
        var ready = registered.given(certify(NOW, UNTIL, 1000, OWNER)).given(credit(NETWORK, 1000, lanes(0, 0, 0)));

        assertThat(Admission.refusal(ready.state(), CLIENT_ID, "Qwen", 4096, 100, NOW))
                .isEmpty();
        assertAdmission(ready.state(), "Llama", 1, 1, NOW, AccountRefusal.FAMILY_NOT_ALLOWED);
        assertAdmission(ready.state(), "Qwen", 4097, 1, NOW, AccountRefusal.TOO_MANY_TOKENS);
        assertAdmission(ready.state(), "Qwen", 1, 101, NOW, AccountRefusal.DAILY_LIMIT_REACHED);
        assertAdmission(ready.state(), "Qwen", 1, 1, UNTIL, AccountRefusal.KEY_NOT_VALID);
        assertAdmission(fresh.state(), "Qwen", 1, 1, NOW, AccountRefusal.ACCOUNT_UNKNOWN);
        assertAdmission(registered.state(), "Qwen", 1, 1, NOW, AccountRefusal.KEY_UNKNOWN);
        var suspended = ready.given(new AccountCommand.Suspend(APP, "abuse", NOW));
        assertAdmission(suspended.state(), "Qwen", 1, 1, NOW, AccountRefusal.ACCOUNT_SUSPENDED);
        var resumed = suspended.given(new AccountCommand.Resume(APP, NOW));
        assertThat(Admission.refusal(resumed.state(), CLIENT_ID, "Qwen", 1, 1, NOW))
                .isEmpty();
    }

    private static void assertAdmission(
            AccountState state, String family, int tokens, int number, Instant at, AccountRefusal code) {
        assertThat(Admission.refusal(state, CLIENT_ID, family, tokens, number, at))
                .hasValueSatisfying(rejection -> assertThat(rejection.code()).isEqualTo(code));
    }

    @Property(tries = 200)
    void lanesAlwaysAddUp(
            @ForAll @Size(min = 1, max = 40) List<@LongRange(min = -900, max = 900) Long> steps,
            @ForAll @IntRange(min = 1, max = 8) int count) {
        var decider = new AccountDecider(NETWORK, new TextEscrowRules());
        AccountState state = DeciderFixture.of(decider)
                .given(register(FAMILIES, 100, 4096, count, OWNER))
                .state();
        List<LaneState> lanes = new ArrayList<>();
        for (int lane = 0; lane < count; lane++) {
            lanes.add(new LaneState(lane, 0, Nanoton.ZERO));
        }
        long authorised = 0;
        for (long step : steps) {
            // Positive: more credit. Otherwise: gather that much into some lane, if there is enough.
            AccountCommand command = step > 0
                    ? credit(NETWORK, authorised + step, lanes)
                    : new AccountCommand.RebalanceLanes(APP, (int) (-step % count), Nanoton.of(-step), lanes, NOW);
            if (decider.decide(command, state) instanceof Decision.Accepted<AccountEvent> accepted) {
                AccountEvent event = accepted.events().getFirst();
                apply(event, lanes);
                state = decider.evolve(state, event);
                authorised += Math.max(step, 0);
            }
            assertThat(lanes.stream().mapToLong(lane -> lane.free().value()).sum())
                    .isEqualTo(authorised);
        }
    }

    /** Nanoton refuses to fall below zero, so a bad move fails here. */
    private static void apply(AccountEvent event, List<LaneState> lanes) {
        List<LaneMove> moves =
                switch (event) {
                    case AccountEvent.CreditAuthorized e -> e.moves();
                    case AccountEvent.LanesRebalanced e -> e.moves();
                    case AccountEvent.Registered _,
                            AccountEvent.ApiKeyIssued _,
                            AccountEvent.ApiKeyRevoked _,
                            AccountEvent.ClientKeyCertified _,
                            AccountEvent.ClientKeyRevoked _,
                            AccountEvent.EscrowOpened _,
                            AccountEvent.EscrowFunded _,
                            AccountEvent.VoucherAccepted _,
                            AccountEvent.VoucherRedeemed _,
                            AccountEvent.WithdrawalRequested _,
                            AccountEvent.VoucherKeyChanged _,
                            AccountEvent.EscrowClosed _,
                            AccountEvent.Suspended _,
                            AccountEvent.Resumed _ -> List.of();
                };
        for (LaneMove move : moves) {
            LaneState lane = lanes.get(move.lane());
            assertThat(move.version()).isEqualTo(lane.version() + 1);
            lanes.set(
                    move.lane(),
                    new LaneState(
                            move.lane(), move.version(), Nanoton.of(lane.free().value() + move.delta())));
        }
    }

    private static SigningKey key(int n) {
        byte[] seed = new byte[SigningKey.KEY_BYTES];
        seed[0] = (byte) n;
        return SigningKey.ofSeed(seed);
    }

    private static Digest digest(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
