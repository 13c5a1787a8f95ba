package network.cocoon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.provider.ProofPurpose;
import network.cocoon.domain.provider.ProviderEvent;
import network.cocoon.domain.provider.TonProof;
import network.cocoon.domain.settlement.Accrual;
import network.cocoon.domain.settlement.Payment;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.wire.tonproof.TestWallet;
import network.cocoon.wire.tonproof.WalletAnswer;
import network.cocoon.wire.tonproof.WalletCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Wallets' proofs are checked again, and payments go where they had to go by then. */
class ProviderAuditTest {

    private static final Instant AT = Instant.parse("2026-11-22T00:00:00Z");
    private static final Instant DUE = AT.plus(Duration.ofDays(2));
    private static final Nanoton EARNED = Nanoton.of(5700);
    private static final ProviderId ANOTHER = new ProviderId("own_" + "a".repeat(32));
    private static final TestWallet NEW = TestWallet.of(WalletCode.V5R1, "new");
    private static final String NEW_ADDRESS = NEW.address().raw();

    private static TonProof proof(TestWallet wallet, ProofPurpose purpose, String nonce) {
        String payload = purpose.prefix(Story.NETWORK) + nonce;
        WalletAnswer answer = wallet.answer(payload, AT.getEpochSecond(), TestWallet.DOMAIN, wallet.address());
        return new TonProof(
                TestWallet.DOMAIN,
                AT.getEpochSecond(),
                payload,
                Bytes.of(wallet.stateInit().toBoc()),
                Bytes.of(Base64.getDecoder().decode(answer.proof().signature())));
    }

    private static ProviderEvent.Registered registered(ProviderId provider, TonProof proof) {
        return new ProviderEvent.Registered(
                provider,
                Story.digest("profile"),
                NEW_ADDRESS,
                NEW.key().publicKey(),
                null,
                proof,
                Story.digest("key of " + provider),
                AT);
    }

    /** Owed to the story's owner, who has asked to be paid elsewhere. */
    private static MemoryLog proposed() {
        MemoryLog log = Story.told();
        log.append(
                SettlementDecider.PAYOUTS,
                new SettlementEvent.BalancesCredited(
                        new PeriodId("2026-11-20"), List.of(new Accrual(Story.OWNER, EARNED, 2)), AT));
        TonProof proof = proof(NEW, new ProofPurpose.PayTo(Story.OWNER), "1");
        log.append(
                Story.OWNER.value(),
                new ProviderEvent.PayoutAddressProposed(
                        Story.OWNER, NEW_ADDRESS, NEW.key().publicKey(), proof, DUE, AT));
        return log;
    }

    private static MemoryLog changed() {
        MemoryLog log = proposed();
        change(log, DUE);
        return log;
    }

    private static void change(MemoryLog log, Instant at) {
        log.append(Story.OWNER.value(), new ProviderEvent.PayoutAddressChanged(Story.OWNER, NEW_ADDRESS, at));
    }

    private static MemoryLog paid(MemoryLog log, String address, Instant at) {
        log.append(
                SettlementDecider.PAYOUTS,
                new SettlementEvent.PayoutScheduled(
                        1, Nanoton.of(1), List.of(new Payment(Story.OWNER, address, EARNED)), at));
        return log;
    }

    private static void holds(MemoryLog log) {
        assertThat(Auditor.audit(log).discrepancy()).isNull();
    }

    private static void lies(MemoryLog log, String aggregate) {
        assertThat(Auditor.audit(log).discrepancy()).isNotNull().satisfies(d -> assertThat(d.aggregate())
                .isEqualTo(aggregate));
    }

    @Test
    void theOldAddressIsPaidUntilTheChangeAndTheNewOneFromThenOn() {
        holds(paid(proposed(), Story.ADDRESS, DUE.minusSeconds(1)));
        holds(paid(changed(), NEW_ADDRESS, DUE.plusSeconds(3_600)));
        // What a node was doing just then, or decided a second before by its own clock.
        holds(paid(changed(), Story.ADDRESS, DUE.plusSeconds(5)));
        holds(paid(proposed(), Story.ADDRESS, DUE.plusSeconds(5)));
    }

    @Test
    void anyOtherPaymentIsFound() {
        lies(paid(proposed(), NEW_ADDRESS, DUE.minusSeconds(1)), SettlementDecider.PAYOUTS);
        lies(paid(changed(), Story.ADDRESS, DUE.plusSeconds(11)), SettlementDecider.PAYOUTS);
        // The operator left the change out and went on paying the old one.
        lies(paid(proposed(), Story.ADDRESS, DUE.plusSeconds(11)), SettlementDecider.PAYOUTS);
    }

    @Test
    void aCancelledProposalChangesNothing() {
        MemoryLog log = proposed();
        log.append(
                Story.OWNER.value(),
                new ProviderEvent.PayoutAddressProposalCancelled(Story.OWNER, NEW_ADDRESS, null, AT.plusSeconds(9)));
        holds(paid(log, Story.ADDRESS, DUE.plusSeconds(60)));
        change(log, DUE.plusSeconds(90));
        lies(log, Story.OWNER.value());
    }

    static List<Arguments> forgeries() {
        return List.of(
                forgery("another address than the wallet's", json -> json.put("payoutAddress", "0:" + "e".repeat(64))),
                forgery(
                        "another key",
                        json -> json.put(
                                "walletKey",
                                Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]))),
                forgery("another site's proof", json -> proofOf(json).put("domain", "evil.example")),
                forgery("an old proof", json -> proofOf(json).put("signedAtSeconds", AT.getEpochSecond() - 86_400)),
                forgery("another provider's", json -> proofOf(json)
                        .put("payload", new ProofPurpose.PayTo(ANOTHER).prefix(Story.NETWORK) + "1")),
                forgery(
                        "sooner than it was told",
                        json -> json.put("due", AT.plusSeconds(5).toString())));
    }

    private static Arguments forgery(String what, Consumer<ObjectNode> change) {
        return Arguments.of(what, change);
    }

    private static ObjectNode proofOf(ObjectNode json) {
        return (ObjectNode) json.get("tonProof");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void aForgedProposalIsFound(String what, Consumer<ObjectNode> change) {
        MemoryLog log = changed();
        paid(log, NEW_ADDRESS, DUE.plusSeconds(60));
        log.tamper("provider.PayoutAddressProposed", 0, change);
        if (what.startsWith("sooner")) {
            // By itself a delay is the operator's word; paying the old address beyond it is not.
            MemoryLog sooner = proposed();
            sooner.tamper("provider.PayoutAddressProposed", 0, change);
            lies(paid(sooner, Story.ADDRESS, DUE), SettlementDecider.PAYOUTS);
            return;
        }
        lies(log, Story.OWNER.value());
    }

    @Test
    void aChangeBeforeItIsDueIsFound() {
        MemoryLog log = proposed();
        change(log, DUE.minusSeconds(1));
        lies(log, Story.OWNER.value());
    }

    @Test
    void aWalletRegistersByItsProofAndTheProofCountsOnce() {
        TonProof proof = proof(NEW, new ProofPurpose.Registration(), "1");
        MemoryLog log = Story.told();
        log.append(ANOTHER.value(), registered(ANOTHER, proof));
        holds(log);
        ProviderId third = new ProviderId("own_" + "9".repeat(32));
        log.append(third.value(), registered(third, proof));
        lies(log, third.value());
        MemoryLog bare = Story.told();
        bare.append(ANOTHER.value(), registered(ANOTHER, proof));
        bare.tamper("provider.Registered", 1, json -> json.remove("tonProof"));
        lies(bare, ANOTHER.value());
    }
}
