package network.cocoon.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import network.cocoon.domain.kernel.DeciderFixture;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.provider.ProofPurpose.Keep;
import network.cocoon.domain.provider.ProofPurpose.PayTo;
import network.cocoon.domain.provider.ProofPurpose.Registration;
import network.cocoon.domain.provider.ProviderCommand.CancelPayoutAddress;
import network.cocoon.domain.provider.ProviderCommand.ChangePayoutAddress;
import network.cocoon.domain.provider.ProviderCommand.ProposePayoutAddress;
import network.cocoon.domain.provider.ProviderCommand.RegisterWallet;
import network.cocoon.domain.provider.ProviderState.Registered;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PayoutAddressTest {

    private static final String NETWORK = "cocoon-test";
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration DELAY = Duration.ofDays(2);
    private static final Instant DUE = NOW.plus(DELAY);
    private static final ProviderId OWNER = new ProviderId("own_" + "e".repeat(32));
    private static final ProviderId STRANGER = new ProviderId("own_" + "f".repeat(32));
    private static final SomeWallet OLD = SomeWallet.named("old");
    private static final SomeWallet NEW = SomeWallet.named("new");

    private final DeciderFixture<ProviderCommand, ProviderState, ProviderEvent> fresh =
            DeciderFixture.of(new ProviderDecider(NETWORK, SomeWallet.RULES));
    private final DeciderFixture<ProviderCommand, ProviderState, ProviderEvent> registered =
            fresh.given(register(OLD.agrees(NETWORK, new Registration(), "1", NOW)));
    private final DeciderFixture<ProviderCommand, ProviderState, ProviderEvent> proposed = registered.given(propose());

    private static RegisterWallet register(TonProof proof) {
        return new RegisterWallet(OWNER, NETWORK, digest("profile"), proof, digest("key"), NOW);
    }

    private static ProposePayoutAddress propose() {
        return propose(NEW.agrees(NETWORK, new PayTo(OWNER), "2", NOW), DUE);
    }

    private static ProposePayoutAddress propose(TonProof proof, Instant due) {
        return new ProposePayoutAddress(OWNER, proof, due, NOW);
    }

    private static CancelPayoutAddress cancel(@Nullable TonProof proof) {
        return new CancelPayoutAddress(OWNER, proof, NOW.plusSeconds(60));
    }

    private static ChangePayoutAddress change(Instant at) {
        return new ChangePayoutAddress(OWNER, at);
    }

    private static Digest digest(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String paidAt(DeciderFixture<ProviderCommand, ProviderState, ProviderEvent> fixture) {
        return fixture.state() instanceof Registered p ? p.payoutAddress() : "";
    }

    @Test
    void aWalletRegistersByItsProof() {
        assertThat(paidAt(registered)).isEqualTo(OLD.address());
        registered.thenAlreadyDone(register(OLD.agrees(NETWORK, new Registration(), "1", NOW)));
        TonProof proof = OLD.agrees(NETWORK, new Registration(), "1", NOW);
        registered.thenRefused(
                new RegisterWallet(OWNER, NETWORK, digest("profile"), proof, digest("other key"), NOW),
                ProviderRefusal.PROVIDER_EXISTS);
        fresh.thenRefused(
                new RegisterWallet(OWNER, "cocoon-other", digest("profile"), proof, digest("key"), NOW),
                ProviderRefusal.WRONG_NETWORK);
        fresh.thenRefused(
                register(OLD.agrees("cocoon-other", new Registration(), "1", NOW)),
                ProviderRefusal.PROOF_OTHER_PURPOSE);
        fresh.thenRefused(
                register(OLD.agrees(NETWORK, new PayTo(OWNER), "1", NOW)), ProviderRefusal.PROOF_OTHER_PURPOSE);
        fresh.thenRefused(
                register(OLD.agrees(NETWORK, new Registration(), "", NOW)), ProviderRefusal.PROOF_OTHER_PURPOSE);
        fresh.thenRefused(
                register(new TonProof(
                        "evil.example",
                        proof.signedAtSeconds(),
                        proof.payload(),
                        proof.stateInit(),
                        proof.signature())),
                ProviderRefusal.INVALID_PROOF);
        for (long seconds : new long[] {-301, 301}) {
            fresh.thenRefused(
                    register(OLD.agrees(NETWORK, new Registration(), "1", NOW.plusSeconds(seconds))),
                    ProviderRefusal.PROOF_OUT_OF_TIME);
        }
        for (long any : new long[] {Long.MIN_VALUE, Long.MAX_VALUE}) {
            fresh.thenRefused(
                    register(new TonProof("d", any, proof.payload(), proof.stateInit(), proof.signature())),
                    ProviderRefusal.PROOF_OUT_OF_TIME);
        }
    }

    /** An address and a key that nothing ties together are no proof where money is real. */
    @Test
    void aBareKeyRegistersOnOneMachineOnly() {
        String address = OLD.address();
        var proof = OLD.key()
                .sign(ProviderStatements.registration(
                        NETWORK, address, OLD.key().publicKey()));
        fresh.thenRefused(
                new ProviderCommand.Register(
                        OWNER, NETWORK, digest("profile"), address, OLD.key().publicKey(), proof, digest("key"), NOW),
                ProviderRefusal.TON_PROOF_REQUIRED);
    }

    @Test
    void anotherAddressIsPaidAfterTheDelay() {
        assertThat(paidAt(proposed)).isEqualTo(OLD.address());
        proposed.thenRefused(change(DUE.minusNanos(1)), ProviderRefusal.PROPOSAL_NOT_DUE);
        var changed = proposed.given(change(DUE));
        assertThat(paidAt(changed)).isEqualTo(NEW.address());
        changed.thenRefused(change(DUE), ProviderRefusal.PROPOSAL_UNKNOWN);
        registered.thenRefused(change(DUE), ProviderRefusal.PROPOSAL_UNKNOWN);
        fresh.thenRefused(propose(), ProviderRefusal.PROVIDER_UNKNOWN);
        fresh.thenRefused(cancel(null), ProviderRefusal.PROVIDER_UNKNOWN);
        fresh.thenRefused(change(DUE), ProviderRefusal.PROVIDER_UNKNOWN);
    }

    @Test
    void aProposalIsProvenForThisProviderAndWaits() {
        proposed.thenAlreadyDone(propose());
        proposed.thenRefused(
                propose(NEW.agrees(NETWORK, new PayTo(OWNER), "3", NOW), DUE), ProviderRefusal.PROPOSAL_PENDING);
        registered.thenRefused(
                propose(NEW.agrees(NETWORK, new PayTo(STRANGER), "2", NOW), DUE), ProviderRefusal.PROOF_OTHER_PURPOSE);
        registered.thenRefused(
                propose(NEW.agrees(NETWORK, new Keep(OWNER), "2", NOW), DUE), ProviderRefusal.PROOF_OTHER_PURPOSE);
        registered.thenRefused(
                propose(NEW.agrees(NETWORK, new PayTo(OWNER), "2", NOW.minusSeconds(301)), DUE),
                ProviderRefusal.PROOF_OUT_OF_TIME);
        registered.thenRefused(
                propose(OLD.agrees(NETWORK, new PayTo(OWNER), "2", NOW), DUE),
                ProviderRefusal.PAYOUT_ADDRESS_UNCHANGED);
        TonProof good = NEW.agrees(NETWORK, new PayTo(OWNER), "2", NOW);
        registered.thenRefused(propose(good, NOW), ProviderRefusal.INVALID_PAYOUT_DELAY);
        registered.thenRefused(propose(good, NOW.plus(Duration.ofDays(31))), ProviderRefusal.INVALID_PAYOUT_DELAY);
    }

    @Test
    void aProposalIsCancelledByTheOwnersKeyOrTheWalletThatIsPaid() {
        assertThat(paidAt(proposed.given(cancel(null)))).isEqualTo(OLD.address());
        var kept = proposed.given(cancel(OLD.agrees(NETWORK, new Keep(OWNER), "4", NOW)));
        kept.thenRefused(change(DUE), ProviderRefusal.PROPOSAL_UNKNOWN);
        kept.thenRefused(cancel(null), ProviderRefusal.PROPOSAL_UNKNOWN);
        proposed.thenRefused(
                cancel(NEW.agrees(NETWORK, new Keep(OWNER), "4", NOW)), ProviderRefusal.PROOF_OTHER_WALLET);
        proposed.thenRefused(
                cancel(OLD.agrees(NETWORK, new Keep(STRANGER), "4", NOW)), ProviderRefusal.PROOF_OTHER_PURPOSE);
    }

    @Test
    void tokensAreKeptOverAChange() {
        var after = registered
                .given(new ProviderCommand.IssueEnrolmentToken(OWNER, digest("token"), NOW.plusSeconds(60), NOW))
                .given(propose())
                .given(change(DUE));
        assertThat(after.state()).isInstanceOfSatisfying(Registered.class, p -> {
            assertThat(p.tokens()).containsKey(digest("token"));
            assertThat(p.walletKey()).isEqualTo(NEW.key().publicKey());
            assertThat(p.proposal()).isNull();
        });
    }

    /** Whatever is ordered whenever: an address changes only to one that was proposed a whole delay before, uncancelled. */
    @Property(tries = 300)
    void noAddressChangesWithoutItsDelay(@ForAll long seed) {
        var random = new Random(seed);
        var decider = new ProviderDecider(NETWORK, SomeWallet.RULES);
        ProviderState state = registered.state();
        String paid = OLD.address();
        String waits = "";
        Instant due = Instant.MAX;
        Instant at = NOW;
        for (int i = 0; i < 60; i++) {
            at = at.plusSeconds(random.nextInt(100_000));
            SomeWallet wallet = SomeWallet.named("w" + random.nextInt(4));
            TonProof proof = wallet.agrees(
                    NETWORK,
                    random.nextBoolean() ? new PayTo(OWNER) : new Keep(OWNER),
                    "n" + i,
                    at.plusSeconds(random.nextInt(800) - 400));
            ProviderCommand command =
                    switch (random.nextInt(4)) {
                        case 0 -> new ProposePayoutAddress(OWNER, proof, at.plus(DELAY), at);
                        case 1 -> new CancelPayoutAddress(OWNER, random.nextBoolean() ? null : proof, at);
                        default -> new ChangePayoutAddress(OWNER, at);
                    };
            if (decider.decide(command, state) instanceof Decision.Accepted<ProviderEvent>(var events)) {
                for (ProviderEvent event : events) {
                    state = decider.evolve(state, event);
                }
                switch (command) {
                    case ProposePayoutAddress _ -> {
                        assertThat(waits).isEmpty();
                        waits = wallet.address();
                        due = at.plus(DELAY);
                        assertThat(waits).isNotEqualTo(paid);
                    }
                    case CancelPayoutAddress c -> {
                        assertThat(waits).isNotEmpty();
                        assertThat(c.proof() == null || wallet.address().equals(paid))
                                .isTrue();
                        waits = "";
                    }
                    default -> {
                        assertThat(at).isAfterOrEqualTo(due);
                        assertThat(waits).isNotEmpty();
                        paid = waits;
                        waits = "";
                    }
                }
            }
            assertThat(state instanceof Registered p ? p.payoutAddress() : "").isEqualTo(paid);
        }
    }
}
