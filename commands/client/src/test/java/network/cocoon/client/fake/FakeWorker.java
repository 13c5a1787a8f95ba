package network.cocoon.client.fake;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.attestation.Beacon;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.envelope.AssignmentSignature;
import network.cocoon.domain.envelope.EncodedHeader;
import network.cocoon.domain.envelope.FrameContent;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.envelope.Heads;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.envelope.Receipts;
import network.cocoon.domain.envelope.RequestOpener;
import network.cocoon.domain.envelope.ResponseSealer;
import network.cocoon.domain.envelope.WorkerKeys;
import network.cocoon.domain.envelope.Wrap;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.domain.registry.PriceRule;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.wire.api.NetworkApi.CandidateEntry;
import network.cocoon.wire.api.RequestApi.SubmitRequest;
import network.cocoon.wire.cbor.HeadCodec;
import network.cocoon.wire.cbor.HeaderCodec;
import network.cocoon.wire.cbor.ReceiptCodec;
import network.cocoon.wire.chat.ChatFrame;
import network.cocoon.wire.chat.ChatPayload;
import network.cocoon.wire.chat.EmbeddingFrame;
import network.cocoon.wire.chat.EmbeddingPayload;
import network.cocoon.wire.chat.RequestPayload;
import network.cocoon.wire.frames.ReceiptTrailer;
import network.cocoon.wire.frames.ResponseMessage;
import network.cocoon.workers.teesim.SoftwareTee;
import org.jspecify.annotations.Nullable;

/** A worker with a software TEE's evidence that repeats the last message, word by word; honest unless told otherwise. */
public final class FakeWorker {

    /** What it does wrong. */
    public enum Fault {
        NONE,
        CHARGES_TOO_MUCH,
        STOPS_SHORT,
        CHANGES_A_FRAME,
        /** A head with a signature of its own making. */
        FORGES_A_HEAD,
        /** A head that owes more than any bill may hold. */
        HEAD_ABOVE_THE_HEADER,
        /** A head that owes far more than the text can be. */
        HEAD_OUT_OF_THIN_AIR,
        /** A head that owes less than the one before. */
        HEAD_GOES_BACK,
        /** A head over other frames. */
        HEAD_OF_ANOTHER_CHAIN,
        HEAD_OF_ANOTHER_ATTEMPT,
        /** Begins again when text was handed out. */
        BEGINS_AGAIN,
        GIVES_A_VECTOR_MORE,
        GIVES_A_VECTOR_LESS,
        /** Charges tokens of an answer where only texts were read. */
        COUNTS_AN_ANSWER_TO_TEXTS
    }

    /** Frames to a head. */
    public static final int EVERY = 2;

    public static final Digest MODEL = Digest.sha256("model".getBytes(StandardCharsets.UTF_8));

    private final WorkerId id;
    private final SecureRandom random = new SecureRandom();
    private final WorkerKeys keys = WorkerKeys.generate(random);
    private final SigningKey receiptKey = SigningKey.generate(random);
    private final SigningKey logKey;
    private final PriceList prices;
    private final Instant validUntil;
    private final byte[] evidence;
    private final Digest evidenceDigest;
    private final String platform;
    private volatile @Nullable ChatPayload asked;

    /** @param name a hexadecimal digit */
    public FakeWorker(String name, SoftwareTee tee, SigningKey logKey, PriceList prices, InstantSource clock) {
        this(
                name,
                tee,
                logKey,
                prices,
                clock.instant().minusSeconds(60),
                clock.instant().plusSeconds(1800),
                Optional.empty());
    }

    /** With a key of that period, under that beacon. */
    public FakeWorker(
            String name,
            SoftwareTee tee,
            SigningKey logKey,
            PriceList prices,
            Instant from,
            Instant until,
            Optional<Beacon> beacon) {
        this.id = new WorkerId("gpu_" + name.repeat(32));
        this.logKey = logKey;
        this.prices = prices;
        this.platform = tee.platformId();
        this.validUntil = until.truncatedTo(ChronoUnit.SECONDS);
        KeyStatement statement = new KeyStatement(
                id,
                keys.publicKey(),
                receiptKey.publicKey(),
                MODEL,
                Digest.sha256(new byte[] {2}),
                GpuDevices.NONE.digest(),
                platform,
                beacon.map(Beacon::digest).orElse(Bytes.of(new byte[32])),
                from,
                validUntil);
        this.evidence =
                new Evidence(Bytes.of(tee.quote(statement.reportData())), tee.collateral(), statement, beacon).encode();
        this.evidenceDigest = Digest.sha256(evidence);
    }

    public byte[] evidence() {
        return evidence.clone();
    }

    public CandidateEntry candidate() {
        return new CandidateEntry(
                id,
                new ProviderId("own_" + "8".repeat(32)),
                keys.id(evidenceDigest),
                keys.publicKey(),
                receiptKey.publicKey(),
                1000,
                MODEL,
                evidenceDigest,
                platform,
                TrustClass.SIMULATED,
                validUntil,
                0);
    }

    /** The key that opens what is sealed to it. */
    public WorkerKeyId key() {
        return keys.id(evidenceDigest);
    }

    public Bytes receiptKey() {
        return receiptKey.publicKey();
    }

    /** What was opened last, null before the first. */
    public @Nullable ChatPayload asked() {
        return asked;
    }

    /** The messages of the response stream, the receipt last. */
    public List<ResponseMessage> answer(SubmitRequest request, int attempt, Fault fault) {
        EncodedHeader header = HeaderCodec.decode(request.header());
        List<Wrap> wraps = request.wraps().stream()
                .map(wrap -> new Wrap(wrap.encapsulation(), wrap.ciphertext()))
                .toList();
        RequestOpener.Opened opened = RequestOpener.open(keys, key(), header, wraps, request.ciphertext());
        ResponseSealer sealer = opened.answer(attempt, random);
        List<ResponseMessage> messages = new ArrayList<>();
        messages.add(new ResponseMessage.Opening(Bytes.of(sealer.opening())));
        TokenUsage usage =
                switch (RequestPayload.decode(opened.payload().toArray())) {
                    case ChatPayload chat -> words(chat, opened, header, sealer, attempt, fault, messages);
                    case EmbeddingPayload texts -> vectors(texts, header, sealer, fault, messages);
                };
        if (fault == Fault.STOPS_SHORT) {
            return messages;
        }
        if (fault == Fault.CHANGES_A_FRAME) {
            byte[] frame = ((ResponseMessage.Frame) messages.get(1)).bytes().toArray();
            frame[40] ^= 1;
            messages.set(1, frame(frame));
        }
        Nanoton cost = PriceRule.charge(prices, 1000, usage).cost();
        Bytes receipt =
                receipt(header, request, sealer, usage, fault == Fault.CHARGES_TOO_MUCH ? cost.plus(cost) : cost);
        messages.add(frame(sealer.seal(new FrameContent.Final(usage, Receipts.digest(receipt)))));
        messages.add(new ResponseMessage.Receipt(new ReceiptTrailer(receipt, Receipts.sign(receiptKey, receipt))));
        return messages;
    }

    /** Two numbers a text: how long it is and which. */
    private TokenUsage vectors(
            EmbeddingPayload texts,
            EncodedHeader header,
            ResponseSealer sealer,
            Fault fault,
            List<ResponseMessage> messages) {
        int count = texts.inputs().size();
        int given = count + (fault == Fault.GIVES_A_VECTOR_MORE ? 1 : fault == Fault.GIVES_A_VECTOR_LESS ? -1 : 0);
        int tokens = 0;
        for (int i = 0; i < given; i++) {
            EmbeddingPayload.Input input = texts.inputs().get(Math.min(i, count - 1));
            tokens += input.size();
            float[] vector = {input.size(), i + 0.1f};
            EmbeddingFrame frame = EmbeddingFrame.of(2, vector, 0, 2);
            messages.add(frame(sealer.seal(new FrameContent.Delta(Bytes.of(frame.encode())))));
            if (i % EVERY == 1) {
                messages.add(head(header, sealer, new TokenUsage(tokens, 0, 0, 0), fault));
            }
        }
        return new TokenUsage(tokens, 0, fault == Fault.COUNTS_AN_ANSWER_TO_TEXTS ? 1 : 0, 0);
    }

    private TokenUsage words(
            ChatPayload chat,
            RequestOpener.Opened opened,
            EncodedHeader header,
            ResponseSealer sealer,
            int attempt,
            Fault fault,
            List<ResponseMessage> messages) {
        asked = chat;
        String[] words = chat.messages().getLast().content().split("(?<= )");
        for (int i = 1; i <= words.length; i++) {
            messages.add(frame(sealer.seal(content(new ChatFrame.Delta(words[i - 1])))));
            if (i % EVERY == 0) {
                messages.add(head(header, sealer, new TokenUsage(5, 0, i, 0), fault));
            }
            if (i == 1 && fault == Fault.BEGINS_AGAIN) {
                messages.add(new ResponseMessage.Opening(
                        Bytes.of(opened.answer(attempt + 1, random).opening())));
            }
        }
        messages.add(frame(sealer.seal(content(new ChatFrame.Done(ChatFrame.FinishReason.STOP)))));
        return new TokenUsage(5, 0, words.length, 0);
    }

    private ResponseMessage.SignedHead head(
            EncodedHeader header, ResponseSealer sealer, TokenUsage usage, Fault fault) {
        TokenUsage stated =
                switch (fault) {
                    case HEAD_ABOVE_THE_HEADER ->
                        new TokenUsage(5, 0, header.header().maxTokens(), 0);
                    case HEAD_OUT_OF_THIN_AIR -> new TokenUsage(5, 0, usage.completion() + 800, 0);
                    case HEAD_GOES_BACK -> new TokenUsage(5, 0, Math.max(0, 10 - usage.completion()), 0);
                    default -> usage;
                };
        Digest chain = fault == Fault.HEAD_OF_ANOTHER_CHAIN ? Digest.sha256(new byte[1]) : sealer.chain();
        int attempt = sealer.attempt() + (fault == Fault.HEAD_OF_ANOTHER_ATTEMPT ? 1 : 0);
        Bytes head = HeadCodec.encode(new Head(header.hash(), attempt, sealer.sequence(), stated, chain));
        SigningKey signer = fault == Fault.FORGES_A_HEAD ? SigningKey.generate(random) : receiptKey;
        return new ResponseMessage.SignedHead(head, Heads.sign(signer, head));
    }

    private static ResponseMessage.Frame frame(byte[] sealed) {
        return new ResponseMessage.Frame(Bytes.of(sealed));
    }

    private Bytes receipt(
            EncodedHeader header, SubmitRequest request, ResponseSealer sealer, TokenUsage usage, Nanoton cost) {
        var key = keys.id(evidenceDigest);
        Instant now = Instant.ofEpochMilli(1_800_000_000_000L);
        return ReceiptCodec.encode(new Receipt(
                header.header().request(),
                header.hash(),
                Digest.sha256(request.ciphertext().toArray()),
                sealer.chain(),
                id,
                key,
                evidenceDigest,
                sealer.attempt(),
                AssignmentSignature.sign(logKey, header.header().request(), key, sealer.attempt()),
                MODEL,
                Digest.sha256(HexFormat.of().parseHex("00")),
                usage,
                header.header().priceList(),
                1000,
                cost,
                now,
                now,
                now));
    }

    private static FrameContent.Delta content(ChatFrame frame) {
        return new FrameContent.Delta(Bytes.of(frame.encode()));
    }
}
