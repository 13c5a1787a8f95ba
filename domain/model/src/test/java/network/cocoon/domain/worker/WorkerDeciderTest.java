package network.cocoon.domain.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.DeciderFixture;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import org.junit.jupiter.api.Test;

class WorkerDeciderTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final WorkerId WORKER = new WorkerId("gpu_" + "c".repeat(32));
    private static final ModelId MODEL = new ModelId("cocoon-tiny");
    private static final Bytes RECEIPT_KEY =
            SigningKey.ofSeed(new byte[SigningKey.KEY_BYTES]).publicKey();

    private final DeciderFixture<WorkerCommand, WorkerState, WorkerEvent> fresh =
            DeciderFixture.of(new WorkerDecider());
    private final DeciderFixture<WorkerCommand, WorkerState, WorkerEvent> registered =
            fresh.given(register(990, "key"));
    private final DeciderFixture<WorkerCommand, WorkerState, WorkerEvent> active =
            registered.given(attest("evidence", NOW)).given(offer(1000, 4));

    private static WorkerCommand.Register register(int uptime, String apiKey) {
        return new WorkerCommand.Register(
                WORKER,
                new ProviderId("own_" + "e".repeat(32)),
                "NVIDIA H100",
                81_920,
                uptime,
                digest("token"),
                digest(apiKey),
                NOW);
    }

    private static WorkerCommand.RecordAttestation attest(String evidence, Instant at) {
        Bytes sealing = Bytes.of(evidence.getBytes(StandardCharsets.UTF_8));
        Digest evidenceDigest = digest(evidence);
        return new WorkerCommand.RecordAttestation(
                WORKER,
                new WorkerKeyId(
                        Digest.sha256(sealing.toArray(), evidenceDigest.raw()).hex()),
                sealing,
                RECEIPT_KEY,
                evidenceDigest,
                digest("collateral"),
                digest("measurement"),
                digest("model"),
                digest("image"),
                "platform",
                "UpToDate",
                TrustClass.SIMULATED,
                NOW,
                NOW.plus(Duration.ofHours(1)),
                at);
    }

    private static WorkerCommand.OfferModel offer(int coefficient, int slots) {
        return new WorkerCommand.OfferModel(WORKER, MODEL, digest("model"), coefficient, slots, 1, NOW);
    }

    private static WorkerStatus status(DeciderFixture<WorkerCommand, WorkerState, WorkerEvent> fixture) {
        return switch (fixture.state()) {
            case WorkerState.Absent _ -> throw new IllegalStateException("absent");
            case WorkerState.Enrolled worker -> worker.status();
        };
    }

    @Test
    void becomesActiveWithKeysAndAnOffer() {
        assertThat(status(registered)).isEqualTo(WorkerStatus.REGISTERED);
        assertThat(status(registered.given(attest("evidence", NOW)))).isEqualTo(WorkerStatus.REGISTERED);
        assertThat(status(active)).isEqualTo(WorkerStatus.ACTIVE);
        active.thenAlreadyDone(attest("evidence", NOW));
        active.thenAlreadyDone(offer(1000, 4));
        active.thenAlreadyDone(register(990, "key"));
        active.thenRefused(register(990, "another key"), WorkerRefusal.WORKER_EXISTS);
    }

    @Test
    void refusesWhatNoEvidenceSupports() {
        fresh.thenRefused(register(1001, "key"), WorkerRefusal.INVALID_HARDWARE);
        fresh.thenRefused(offer(1000, 4), WorkerRefusal.WORKER_UNKNOWN);
        registered.thenRefused(offer(1000, 4), WorkerRefusal.MODEL_NOT_ATTESTED);
        active.thenRefused(offer(0, 4), WorkerRefusal.INVALID_OFFER);
        active.thenRefused(offer(1000, 0), WorkerRefusal.INVALID_OFFER);
        registered.thenRefused(attest("evidence", NOW.plus(Duration.ofHours(1))), WorkerRefusal.EVIDENCE_NOT_VALID);
        registered.thenRefused(attest("evidence", NOW.minusSeconds(1)), WorkerRefusal.EVIDENCE_NOT_VALID);
    }

    @Test
    void keysOverlapUntilTheirReceiptsNoLongerCount() {
        var two = (WorkerState.Enrolled)
                active.given(attest("second", NOW.plusSeconds(60))).state();

        assertThat(two.keysValidAt(NOW.plusSeconds(60))).hasSize(2);
        assertThat(two.keysValidAt(NOW.plus(Duration.ofHours(1)))).isEmpty();
        assertThat(two.keys().getFirst().acceptsReceiptAt(NOW.plus(Duration.ofMinutes(119))))
                .isTrue();
        assertThat(two.keys().getFirst().acceptsReceiptAt(NOW.plus(Duration.ofHours(2))))
                .isFalse();
    }

    @Test
    void countsReceiptsOnANodeWhoseClockIsBehindTheOneThatAttestedTheKey() {
        var worker = (WorkerState.Enrolled) active.state();

        assertThat(worker.keysValidAt(NOW.minusSeconds(1))).isEmpty();
        assertThat(worker.keys().getFirst().acceptsReceiptAt(NOW.minusSeconds(1)))
                .isTrue();
    }

    @Test
    void comesBackFromDrainAndLossButNotFromSuspension() {
        var drained = active.given(new WorkerCommand.Drain(WORKER, NOW));
        assertThat(status(drained)).isEqualTo(WorkerStatus.DRAINING);
        assertThat(status(drained.given(new WorkerCommand.Activate(WORKER, NOW))))
                .isEqualTo(WorkerStatus.ACTIVE);
        var lost = active.given(new WorkerCommand.MarkLost(WORKER, NOW, NOW));
        lost.thenAlreadyDone(new WorkerCommand.MarkLost(WORKER, NOW, NOW));
        assertThat(status(lost.given(new WorkerCommand.Activate(WORKER, NOW)))).isEqualTo(WorkerStatus.ACTIVE);
        var suspended = active.given(new WorkerCommand.Suspend(WORKER, "bad receipts", NOW));
        suspended.thenRefused(new WorkerCommand.Activate(WORKER, NOW), WorkerRefusal.WORKER_SUSPENDED);
        suspended.thenAlreadyDone(new WorkerCommand.MarkLost(WORKER, NOW, NOW));
        var retired = active.given(new WorkerCommand.Retire(WORKER, NOW));
        retired.thenAlreadyDone(new WorkerCommand.Retire(WORKER, NOW));
        retired.thenRefused(new WorkerCommand.Activate(WORKER, NOW), WorkerRefusal.WORKER_RETIRED);
    }

    @Test
    void theOperatorLiftsWhatTheOperatorImposed() {
        active.thenAlreadyDone(new WorkerCommand.Resume(WORKER, NOW));
        var suspended = active.given(new WorkerCommand.Suspend(WORKER, "bad receipts", NOW));
        var resumed = suspended.given(new WorkerCommand.Resume(WORKER, NOW));
        assertThat(status(resumed)).isEqualTo(WorkerStatus.ACTIVE);
        resumed.thenAlreadyDone(new WorkerCommand.Resume(WORKER, NOW));
        var retired = suspended.given(new WorkerCommand.Retire(WORKER, NOW));
        retired.thenRefused(new WorkerCommand.Resume(WORKER, NOW), WorkerRefusal.WORKER_RETIRED);
    }

    private static Digest digest(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
