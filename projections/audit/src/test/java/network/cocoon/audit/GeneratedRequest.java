package network.cocoon.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.envelope.AssignmentSignature;
import network.cocoon.domain.envelope.EncodedHeader;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.envelope.Heads;
import network.cocoon.domain.envelope.LengthClass;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.envelope.Receipts;
import network.cocoon.domain.envelope.SubmissionSignature;
import network.cocoon.domain.envelope.Suite;
import network.cocoon.domain.inference.AcknowledgedHead;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.registry.PriceRule;
import network.cocoon.wire.cbor.HeadCodec;
import network.cocoon.wire.cbor.HeaderCodec;
import network.cocoon.wire.cbor.ReceiptCodec;
import org.jspecify.annotations.Nullable;

/**
 * One request of a {@link GeneratedLog} with everything that somebody signs, made before it is told: so requests are
 * signed by all threads.
 */
final class GeneratedRequest {

    /** How it goes. */
    enum Course {
        COMPLETED,
        RETRIED,
        INTERRUPTED,
        FAILED,
        CANCELLED,
        EXPIRED
    }

    static final int MAX_TOKENS = 4096;
    static final Nanoton MAX_COST = PriceRule.maxCost(Story.PRICES, GeneratedWorker.COEFFICIENT, MAX_TOKENS);
    static final Duration PATIENCE = Duration.ofMinutes(5);

    final long n;
    final RequestId id;
    final GeneratedApp app;
    final List<GeneratedWorker> workers;
    final Course course;
    final EncodedHeader header;
    final Digest ciphertext;
    final Bytes clientSignature;
    final TokenUsage usage;
    final List<Bytes> assignmentSignatures;
    final @Nullable Signed receipt;
    final @Nullable AcknowledgedHead head;
    private final Instant around;

    /** What has been told of it: 0 nothing, then 1 ordered, 2 assigned, and so on. */
    int told;

    /** The attempt that runs or ran last. */
    int attempt;

    Instant deadline = Instant.EPOCH;

    GeneratedRequest(
            long n, GeneratedApp app, List<GeneratedWorker> workers, Course course, SigningKey log, Instant around) {
        this.n = n;
        this.id = new RequestId(GeneratedLog.hex("request " + n, 32));
        this.app = app;
        this.workers = List.copyOf(workers);
        this.course = course;
        this.around = around;
        this.ciphertext = Story.digest("ciphertext " + n);
        this.usage = new TokenUsage(100 + (int) (n % 900), n % 5 == 0 ? 256 : 0, 50 + (int) (n % 1500), (int) (n % 3));
        this.header = HeaderCodec.encode(new Header(
                Header.VERSION,
                Suite.X_WING,
                id,
                app.account,
                app.clientKeyId,
                Story.MODEL,
                Story.MODEL_DIGEST,
                Story.digest("manifest"),
                around.plus(Duration.ofHours(6)),
                new LengthClass(2048),
                workers.stream().map(worker -> worker.key).toList(),
                Story.PRICES.digest(),
                GeneratedWorker.COEFFICIENT,
                MAX_TOKENS,
                MAX_COST));
        this.clientSignature = SubmissionSignature.sign(app.clientKey, header.hash(), ciphertext);
        int attempts = course == Course.RETRIED ? 2 : 1;
        List<Bytes> signatures = new ArrayList<>();
        for (int i = 1; i <= attempts; i++) {
            signatures.add(AssignmentSignature.sign(log, id, workers.get(i - 1).key, i));
        }
        this.assignmentSignatures = signatures;
        boolean completes = course == Course.COMPLETED || course == Course.RETRIED;
        this.receipt = completes ? receipt(workers.get(attempts - 1), attempts, signatures.getLast()) : null;
        this.head = course == Course.INTERRUPTED ? head(workers.getFirst()) : null;
    }

    List<Candidate> candidates() {
        return workers.stream().map(GeneratedWorker::candidate).toList();
    }

    /** Attempt 1 is the first candidate's. */
    GeneratedWorker worker() {
        return workers.get(attempt - 1);
    }

    /** A receipt and its signature. */
    record Signed(Receipt receipt, Bytes bytes, Bytes signature) {}

    private Signed receipt(GeneratedWorker by, int number, Bytes assignmentSignature) {
        Receipt receipt = new Receipt(
                id,
                header.hash(),
                ciphertext,
                Story.digest("chain"),
                by.worker,
                by.key,
                by.evidence,
                number,
                assignmentSignature,
                Story.MODEL_DIGEST,
                Story.digest("engine"),
                usage,
                Story.PRICES.digest(),
                GeneratedWorker.COEFFICIENT,
                PriceRule.charge(Story.PRICES, GeneratedWorker.COEFFICIENT, usage)
                        .cost(),
                around,
                around.plusMillis(120),
                around.plusMillis(2400));
        Bytes bytes = ReceiptCodec.encode(receipt);
        return new Signed(receipt, bytes, Receipts.sign(by.receiptKey, bytes));
    }

    private AcknowledgedHead head(GeneratedWorker by) {
        Head facts = new Head(header.hash(), 1, 8, usage, Story.digest("chain"));
        Bytes head = HeadCodec.encode(facts);
        return new AcknowledgedHead(
                head,
                facts,
                Heads.sign(by.receiptKey, head),
                Heads.acknowledge(app.clientKey, head),
                by.receiptKey.publicKey(),
                app.clientKey.publicKey());
    }
}
