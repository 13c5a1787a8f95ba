package network.cocoon.domain.inference;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.envelope.HeaderHash;
import network.cocoon.domain.envelope.Heads;
import network.cocoon.domain.envelope.Receipts;
import network.cocoon.domain.envelope.SubmissionSignature;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.DayCount;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.PriceList;
import org.jspecify.annotations.Nullable;

/** A valid order and its answer, of which a test spoils one part at a time. */
final class Ordering {

    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    static final Instant DEADLINE = NOW.plusSeconds(120);
    static final RequestId REQUEST = new RequestId("1".repeat(32));
    static final AccountId APP = new AccountId("app_" + "a".repeat(32));
    static final AccountId STRANGER = new AccountId("app_" + "b".repeat(32));
    static final WorkerId WORKER = new WorkerId("gpu_" + "c".repeat(32));
    static final WorkerId OTHER = new WorkerId("gpu_" + "d".repeat(32));
    static final ProviderId OWNER = new ProviderId("own_" + "e".repeat(32));
    static final WorkerKeyId KEY = new WorkerKeyId("f".repeat(64));
    static final WorkerKeyId OTHER_KEY = new WorkerKeyId("9".repeat(64));
    static final WorkerId THIRD = new WorkerId("gpu_" + "8".repeat(32));
    static final WorkerKeyId THIRD_KEY = new WorkerKeyId("7".repeat(64));
    static final SigningKey CLIENT = key(1);
    static final SigningKey RECEIPTS = key(2);
    static final PriceList PRICES = new PriceList(new ModelId("cocoon-tiny"), 1, Nanoton.of(20), Multipliers.EVEN, 5);
    static final long MAX_COST = 40_000;

    Bytes header = bytes("header");
    AccountId account = APP;
    Digest ciphertext = digest("ciphertext");
    List<Candidate> candidates = List.of(new Candidate(WORKER, OWNER, KEY), new Candidate(OTHER, OWNER, OTHER_KEY));
    List<WorkerKeyId> recipients = List.of(KEY, OTHER_KEY);
    PriceList prices = PRICES;
    Digest agreedPrices = PRICES.digest();
    int maxCoefficient = 2000;
    int maxTokens = 1000;
    long maxCost = MAX_COST;
    long reserved = -MAX_COST;
    SigningKey signer = CLIENT;
    Instant notAfter = DEADLINE.plusSeconds(60);

    @Nullable Assignment assignment;

    InferenceCommand.Submit submit() {
        ClientKeyId client = new ClientKeyId(
                "key_" + Digest.sha256(CLIENT.publicKey().toArray()).hex());
        Digest hash = HeaderHash.of(header, recipients);
        return new InferenceCommand.Submit(
                REQUEST,
                APP,
                client,
                CLIENT.publicKey(),
                digest("model"),
                header,
                new HeaderFacts(
                        REQUEST,
                        account,
                        client,
                        PRICES.model(),
                        digest("model"),
                        recipients,
                        agreedPrices,
                        maxCoefficient,
                        maxTokens,
                        Nanoton.of(maxCost),
                        notAfter),
                hash,
                ciphertext,
                535,
                candidates,
                prices,
                new LaneMove(1, 7, reserved),
                new DayCount(LocalDate.parse("2026-11-20"), 1),
                SubmissionSignature.sign(signer, hash, ciphertext),
                DEADLINE,
                assignment,
                NOW);
    }

    static Assignment assignment(WorkerId worker, WorkerKeyId key, int coefficient) {
        return assignment(worker, key, 1, coefficient);
    }

    static Assignment assignment(WorkerId worker, WorkerKeyId key, int attempt, int coefficient) {
        return new Assignment(
                worker,
                OWNER,
                key,
                attempt,
                coefficient,
                new SlotMove(3, 1),
                new AssignmentReason("least-expected-wait/v1", List.of()),
                bytes("log signature"),
                NOW.plusSeconds(10),
                new NodeId("node_" + "a".repeat(32)),
                8);
    }

    static InferenceCommand.Assign assign() {
        return new InferenceCommand.Assign(REQUEST, assignment(WORKER, KEY, 1500), NOW);
    }

    /** 150 tokens x 1.5 x 20. */
    static InferenceCommand.Complete complete() {
        return complete(WORKER, 1, new TokenUsage(100, 0, 50, 0), 4500, 1500, RECEIPTS);
    }

    static InferenceCommand.Complete complete(
            WorkerId worker, int attempt, TokenUsage usage, long cost, int coefficient, SigningKey signer) {
        Bytes receipt = bytes("receipt " + usage);
        return new InferenceCommand.Complete(
                REQUEST,
                worker,
                new ReceiptFacts(
                        HeaderHash.of(bytes("header"), List.of(KEY, OTHER_KEY)),
                        digest("ciphertext"),
                        worker,
                        KEY,
                        attempt,
                        digest("model"),
                        PRICES.digest(),
                        coefficient,
                        usage,
                        Nanoton.of(cost),
                        NOW,
                        NOW,
                        NOW),
                receipt,
                Receipts.sign(signer, receipt),
                RECEIPTS.publicKey(),
                8,
                4,
                NOW.plusSeconds(1));
    }

    static InferenceCommand.Fail fail(@Nullable WorkerId reporter, int attempt) {
        return new InferenceCommand.Fail(REQUEST, reporter, attempt, FailureCode.ENGINE_FAILED, null, 8, 4, NOW);
    }

    static InferenceCommand.Cancel cancel(AccountId by) {
        return new InferenceCommand.Cancel(REQUEST, by, null, 8, 4, NOW);
    }

    static InferenceCommand.Expire expire(Instant at) {
        return new InferenceCommand.Expire(REQUEST, null, 8, 4, at);
    }

    static InferenceCommand.FailAttempt failAttempt(@Nullable WorkerId reporter, int attempt, FailureCode code) {
        return new InferenceCommand.FailAttempt(REQUEST, reporter, attempt, code, 4, NOW);
    }

    static InferenceCommand.RequireReseal requireReseal() {
        return new InferenceCommand.RequireReseal(REQUEST, NOW);
    }

    /** To a third worker, on the terms of the order. */
    InferenceCommand.Reseal reseal() {
        InferenceCommand.Submit order = submit();
        Digest hash = HeaderHash.of(header, recipients);
        return new InferenceCommand.Reseal(
                REQUEST,
                APP,
                CLIENT.publicKey(),
                header,
                order.headerFacts(),
                hash,
                ciphertext,
                535,
                candidates,
                SubmissionSignature.sign(signer, hash, ciphertext),
                assignment,
                NOW);
    }

    /** An order whose only candidate is a worker that nobody has tried. */
    static Ordering anew() {
        Ordering ordering = new Ordering();
        ordering.header = bytes("new header");
        ordering.ciphertext = digest("new ciphertext");
        ordering.candidates = List.of(new Candidate(THIRD, OWNER, THIRD_KEY));
        ordering.recipients = List.of(THIRD_KEY);
        return ordering;
    }

    /** What 40 tokens in four frames cost at 1.5 x 20: 1200. */
    static AcknowledgedHead acknowledged() {
        return acknowledged(HeaderHash.of(bytes("header"), List.of(KEY, OTHER_KEY)), 1, 40, RECEIPTS, CLIENT);
    }

    static AcknowledgedHead acknowledged(
            Digest headerHash, int attempt, int tokens, SigningKey worker, SigningKey app) {
        Bytes head = bytes("head of " + tokens);
        return new AcknowledgedHead(
                head,
                new Head(headerHash, attempt, 4, new TokenUsage(10, 0, tokens - 10, 0), digest("chain")),
                Heads.sign(worker, head),
                Heads.acknowledge(app, head),
                RECEIPTS.publicKey(),
                CLIENT.publicKey());
    }

    static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static Digest digest(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static SigningKey key(int n) {
        byte[] seed = new byte[SigningKey.KEY_BYTES];
        seed[0] = (byte) n;
        return SigningKey.ofSeed(seed);
    }
}
