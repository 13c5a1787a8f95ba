package network.cocoon.audit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.provider.ProviderCommand;
import network.cocoon.domain.provider.ProviderDecider;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.domain.worker.WorkerDecider;
import network.cocoon.wire.tonproof.WalletCells;

/** One worker of a {@link GeneratedLog}: its key of the hour and how its slots stand. */
final class GeneratedWorker {

    static final int COEFFICIENT = 1100;
    static final Digest IMAGE = Story.digest("image");

    private static final int SLOTS = 256;

    final WorkerId worker;
    final ProviderId provider;
    SigningKey receiptKey;
    WorkerKeyId key;
    Digest evidence;

    private final Generated stream;
    private final int n;
    private int attestations;
    private long slotVersion;

    GeneratedWorker(int n, ProviderId provider, Generated stream) {
        this.n = n;
        this.worker = new WorkerId("gpu_" + GeneratedLog.hex("worker " + n, 32));
        this.provider = provider;
        this.stream = stream;
        this.receiptKey = GeneratedLog.key("receipts " + n);
        this.evidence = Story.digest("no evidence");
        this.key = new WorkerKeyId("0".repeat(64));
    }

    void register() {
        var providers = new ProviderDecider(Story.NETWORK, new WalletCells());
        Digest token = Story.digest("token " + worker);
        stream.decide(
                provider.value(),
                providers,
                new ProviderCommand.IssueEnrolmentToken(
                        provider, token, stream.now().plus(Duration.ofDays(1)), stream.now()));
        stream.decide(
                provider.value(),
                providers,
                new ProviderCommand.UseEnrolmentToken(provider, token, worker, stream.now()));
        stream.decide(
                worker.value(),
                new WorkerDecider(),
                new WorkerCommand.Register(
                        worker,
                        provider,
                        "NVIDIA H100",
                        81_920,
                        990,
                        token,
                        Story.digest("api key " + worker),
                        stream.now()));
        attest();
        stream.decide(
                worker.value(),
                new WorkerDecider(),
                new WorkerCommand.OfferModel(
                        worker, Story.MODEL, Story.MODEL_DIGEST, COEFFICIENT, SLOTS, ++slotVersion, stream.now()));
    }

    /** New keys under new evidence, for an hour. */
    void attest() {
        attestations++;
        String name = n + " " + attestations;
        receiptKey = GeneratedLog.key("receipts " + name);
        evidence = Story.digest("evidence " + name);
        // As long as an X-Wing public key.
        Bytes sealing = Bytes.of(
                ("sealing " + name + " ".repeat(1216)).substring(0, 1216).getBytes(StandardCharsets.UTF_8));
        key = new WorkerKeyId(Digest.sha256(sealing.toArray(), evidence.raw()).hex());
        Instant from = stream.now();
        stream.decide(
                worker.value(),
                new WorkerDecider(),
                new WorkerCommand.RecordAttestation(
                        worker,
                        key,
                        sealing,
                        receiptKey.publicKey(),
                        evidence,
                        Story.digest("collateral"),
                        IMAGE,
                        Story.MODEL_DIGEST,
                        IMAGE,
                        "platform " + n,
                        "UpToDate",
                        TrustClass.SIMULATED,
                        from,
                        from.plus(Duration.ofHours(1)),
                        stream.now()));
    }

    Candidate candidate() {
        return new Candidate(worker, provider, key);
    }

    SlotMove slot(int delta) {
        return new SlotMove(++slotVersion, delta);
    }
}
