package network.cocoon.workers.gpu.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import network.cocoon.client.account.DataFolder;
import network.cocoon.client.chain.ChainAccess;
import network.cocoon.client.chain.ChainOptions;
import network.cocoon.client.chain.ChainRules;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.envelope.AssignmentSignature;
import network.cocoon.domain.envelope.EncodedHeader;
import network.cocoon.domain.envelope.FrameContent;
import network.cocoon.domain.envelope.FrameOpener;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.envelope.Heads;
import network.cocoon.domain.envelope.LengthClass;
import network.cocoon.domain.envelope.Payload;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.envelope.Receipts;
import network.cocoon.domain.envelope.Recipient;
import network.cocoon.domain.envelope.RequestSealer;
import network.cocoon.domain.envelope.Suite;
import network.cocoon.domain.envelope.WorkerKeys;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.domain.registry.PriceRule;
import network.cocoon.wire.api.NetworkApi.ModelEntry;
import network.cocoon.wire.api.NetworkApi.ModelList;
import network.cocoon.wire.api.RequestApi.WrappedKey;
import network.cocoon.wire.api.WorkerApi.AssignmentNotice;
import network.cocoon.wire.api.WorkerApi.Kind;
import network.cocoon.wire.api.WorkerApi.SealedEnvelope;
import network.cocoon.wire.cbor.HeadCodec;
import network.cocoon.wire.cbor.HeaderCodec;
import network.cocoon.wire.cbor.ReceiptCodec;
import network.cocoon.wire.chat.ChatFrame;
import network.cocoon.wire.chat.ChatOptions;
import network.cocoon.wire.chat.ChatPayload;
import network.cocoon.wire.chat.EmbeddingFrame;
import network.cocoon.wire.chat.EmbeddingPayload;
import network.cocoon.wire.chat.RequestPayload;
import network.cocoon.wire.frames.ReceiptTrailer;
import network.cocoon.wire.frames.ResponseMessage;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.gpu.engine.AnswerForm;
import network.cocoon.workers.gpu.engine.Cancellation;
import network.cocoon.workers.gpu.engine.EchoEngine;
import network.cocoon.workers.gpu.engine.EmbeddingOrder;
import network.cocoon.workers.gpu.engine.Engine;
import network.cocoon.workers.gpu.engine.EngineDescription;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.Prompt;
import network.cocoon.workers.gpu.engine.TokenSink;
import network.cocoon.workers.gpu.engine.VectorSink;
import network.cocoon.workers.gpu.feed.Revocation;
import network.cocoon.workers.gpu.keys.AttestedKey;
import network.cocoon.workers.gpu.keys.KeyRing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One assignment with real keys and a real envelope, an echo for an engine and an operator that remembers. */
class RequestRunnerTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final WorkerId WORKER = new WorkerId("gpu_" + "1".repeat(32));
    private static final RequestId REQUEST = new RequestId("2".repeat(32));
    private static final ModelId MODEL = new ModelId("cocoon-tiny");
    private static final Digest MODEL_DIGEST = Digest.sha256(new byte[] {1});
    private static final Digest EVIDENCE = Digest.sha256(new byte[] {2});
    private static final PriceList PRICES = new PriceList(MODEL, 1, Nanoton.of(20), Multipliers.EVEN, 5);

    private final SecureRandom random = new SecureRandom();
    private final SigningKey logKey = SigningKey.generate(random);
    private final FakeOperator operator = new FakeOperator();
    private final KeyRing ring = new KeyRing(() -> 0);
    private AttestedKey key = fresh();

    private AttestedKey fresh() {
        WorkerKeys keys = WorkerKeys.generate(random);
        return new AttestedKey(
                keys.id(EVIDENCE), keys, SigningKey.generate(random), EVIDENCE, Digest.sha256(new byte[] {3}), 1);
    }

    @BeforeEach
    void a_worker_with_a_key_and_a_price() {
        ring.add(key);
        operator.models = new ModelList(
                List.of(new ModelEntry(MODEL, "Cocoon", MODEL_DIGEST, 4096, PRICES, PRICES.digest(), List.of())));
    }

    private RequestRunner runner() {
        return runner(Optional.empty(), InstantSource.fixed(NOW));
    }

    private RequestRunner runner(Optional<ChainRules> chain, InstantSource clock) {
        return runner(EchoEngine.words(), chain, clock);
    }

    private RequestRunner runner(Engine engine, Optional<ChainRules> chain, InstantSource clock) {
        return new RequestRunner(
                operator,
                logKey.publicKey(),
                ring,
                new Offer(WORKER, MODEL, MODEL_DIGEST, 1000),
                engine,
                chain,
                clock,
                random);
    }

    /** Moves on by a frame's tick with each look. */
    private static InstantSource ticking() {
        AtomicLong looks = new AtomicLong();
        return () -> NOW.plusMillis(40 * looks.getAndIncrement());
    }

    private RequestSealer.Sealed seal(String prompt) {
        return seal(prompt, ChatOptions.NONE);
    }

    private RequestSealer.Sealed seal(String prompt, ChatOptions options) {
        return seal(ChatPayload.of(
                List.of(new ChatPayload.Message("user", prompt)),
                new ChatPayload.Sampling(null, null, 7L, null, null, null),
                64,
                options));
    }

    private RequestSealer.Sealed seal(RequestPayload asked) {
        byte[] payload = asked.encode();
        EncodedHeader header = HeaderCodec.encode(new Header(
                Header.VERSION,
                Suite.X_WING,
                REQUEST,
                new AccountId("app_" + "3".repeat(32)),
                new ClientKeyId("key_" + "4".repeat(64)),
                MODEL,
                MODEL_DIGEST,
                Digest.sha256(new byte[] {5}),
                NOW.plusSeconds(60),
                LengthClass.holding(payload.length),
                List.of(key.id()),
                PRICES.digest(),
                4000,
                200,
                Nanoton.of(100_000)));
        RequestSealer.Sealed sealed = RequestSealer.seal(
                header, List.of(new Recipient(key.id(), key.sealing().publicKey())), Payload.of(payload), random);
        operator.envelopes.put(
                REQUEST,
                new SealedEnvelope(
                        sealed.request().header(),
                        sealed.request().wraps().stream()
                                .map(wrap -> new WrappedKey(wrap.encapsulation(), wrap.sealedKey()))
                                .toList(),
                        sealed.request().ciphertext(),
                        NOW.plusSeconds(60)));
        return sealed;
    }

    private AssignmentNotice notice(SigningKey signer) {
        return notice(signer, 8);
    }

    private AssignmentNotice notice(SigningKey signer, int window) {
        return new AssignmentNotice(
                Kind.ASSIGNED,
                REQUEST,
                key.id(),
                1,
                AssignmentSignature.sign(signer, REQUEST, key.id(), 1),
                NOW.plusSeconds(30),
                null,
                window,
                null);
    }

    private static Revocation revoked() {
        Revocation revocation = new Revocation(1);
        revocation.revoke();
        return revocation;
    }

    /** What an app makes of the messages, every head checked against the frames before it. */
    private final class Read {

        private final StringBuilder text = new StringBuilder();
        private final List<ChatFrame> frames = new ArrayList<>();
        private final List<float[]> numbers = new ArrayList<>();
        private final List<Head> heads = new ArrayList<>();
        private FrameContent.@Nullable Final end;
        private @Nullable ReceiptTrailer trailer;

        private final boolean vectors;

        Read(RequestSealer.Sealed sealed, List<byte[]> messages) {
            this(sealed, messages, false);
        }

        Read(RequestSealer.Sealed sealed, List<byte[]> messages, boolean vectors) {
            this.vectors = vectors;
            FrameOpener opener = null;
            for (byte[] bytes : messages) {
                switch (ResponseMessage.decode(bytes)) {
                    case ResponseMessage.Opening opening ->
                        opener = sealed.responses().begin(opening.bytes().toArray());
                    case ResponseMessage.Frame frame -> open(requireNonNull(opener), frame);
                    case ResponseMessage.SignedHead signed -> head(requireNonNull(opener), signed);
                    case ResponseMessage.Receipt receipt -> trailer = receipt.trailer();
                }
            }
        }

        private void open(FrameOpener opener, ResponseMessage.Frame frame) {
            switch (opener.open(frame.bytes().toArray())) {
                case FrameContent.Delta delta
                when vectors ->
                    numbers.add(EmbeddingFrame.decode(delta.json().toArray()).numbers());
                case FrameContent.Delta delta -> {
                    ChatFrame content = ChatFrame.decode(delta.json().toArray());
                    frames.add(content);
                    if (content instanceof ChatFrame.Delta piece) {
                        text.append(piece.text());
                    }
                }
                case FrameContent.Final last -> end = last;
            }
        }

        private void head(FrameOpener opener, ResponseMessage.SignedHead signed) {
            Head head = HeadCodec.decode(signed.head());
            assertThat(Heads.verify(key.receipt().publicKey(), signed.signature(), signed.head()))
                    .isTrue();
            assertThat(head.chain()).isEqualTo(opener.chain());
            assertThat(head.sequence()).isEqualTo(opener.sequence());
            assertThat(head.attempt()).isEqualTo(opener.attempt());
            assertThat(end).as("no head follows the final frame").isNull();
            heads.add(head);
        }
    }

    @Test
    void the_app_can_open_the_answer_and_check_the_receipt() throws Exception {
        RequestSealer.Sealed sealed = seal("hello sealed world");

        runner().run(notice(logKey), new Revocation(1));

        Read read = new Read(sealed, operator.messages);
        ReceiptTrailer trailer = requireNonNull(read.trailer);
        Receipt receipt = ReceiptCodec.decode(trailer.receipt());
        assertThat(read.text).hasToString("hello sealed world");
        assertThat(read.end)
                .isEqualTo(new FrameContent.Final(new TokenUsage(3, 0, 3, 0), Receipts.digest(trailer.receipt())));
        assertThat(Receipts.verify(key.receipt().publicKey(), trailer.signature(), trailer.receipt()))
                .isTrue();
        assertThat(receipt.cost())
                .isEqualTo(PriceRule.charge(PRICES, 1000, receipt.usage()).cost())
                .isEqualTo(Nanoton.of(120));
        assertThat(operator.uploadFinished).isTrue();
        assertThat(operator.completions).hasSize(1);
    }

    /** Reasons in three tokens, says one, calls in four; a second answer says one token of another seed. */
    private static final class Caller implements Engine {

        @Override
        public void generate(Prompt prompt, TokenSink sink, Cancellation cancellation) {
            boolean first = prompt.sampling().seed().getAsLong() == 7;
            sink.begins(new AnswerForm(true, first, AnswerForm.Tools.TAGGED));
            if (first) {
                sink.text("let me", new TokenUsage(5, 0, 0, 1));
                sink.text(" think\n</thi", new TokenUsage(5, 0, 0, 2));
                sink.text("nk>\n\nSo:", new TokenUsage(5, 0, 1, 3));
                sink.text("<tool_call>{\"name\":\"f\",", new TokenUsage(5, 0, 3, 3));
                sink.text("\"arguments\":{\"a\":1}}</tool_call>", new TokenUsage(5, 0, 5, 3));
                sink.finished(new Finish(Finish.Reason.STOP, new TokenUsage(5, 0, 5, 3)));
            } else {
                // It found the prompt there, which was owed already.
                sink.text("Or " + prompt.maxTotal(), new TokenUsage(1, 4, 1, 0));
                sink.finished(new Finish(Finish.Reason.LENGTH, new TokenUsage(1, 4, 1, 0)));
            }
        }

        @Override
        public EngineDescription describe() {
            return new EngineDescription("caller", "caller", MODEL_DIGEST, 100, 1);
        }

        @Override
        public void close() {}
    }

    @Test
    void an_answer_arrives_in_its_parts_and_all_answers_are_billed_together() throws Exception {
        RequestSealer.Sealed sealed = seal("hello", new ChatOptions(2, "[]", null, null));

        runner(new Caller(), Optional.empty(), ticking()).run(notice(logKey, 1), new Revocation(1));

        Read read = new Read(sealed, operator.messages);
        assertThat(read.frames)
                .containsExactly(
                        new ChatFrame.Reasoning("let me", null),
                        new ChatFrame.Reasoning(" think", null),
                        new ChatFrame.Delta("So:"),
                        new ChatFrame.ToolCall(0, "call_0_0", "f", "", null),
                        new ChatFrame.ToolCall(0, null, null, "{\"a\":1}", null),
                        new ChatFrame.Done(ChatFrame.FinishReason.TOOL_CALLS),
                        new ChatFrame.Delta("Or 192", 1, null),
                        new ChatFrame.Done(ChatFrame.FinishReason.LENGTH, 1));
        assertThat(read.heads)
                .extracting(Head::usage)
                .containsExactly(
                        new TokenUsage(5, 0, 0, 1),
                        // The mark is still being written, so its tokens are not owed.
                        new TokenUsage(5, 0, 0, 1),
                        new TokenUsage(5, 0, 1, 3),
                        new TokenUsage(5, 0, 5, 3),
                        new TokenUsage(5, 0, 5, 3),
                        new TokenUsage(5, 0, 5, 3),
                        new TokenUsage(5, 0, 6, 3),
                        new TokenUsage(5, 0, 6, 3));
        assertThat(requireNonNull(read.end).usage()).isEqualTo(new TokenUsage(5, 0, 6, 3));
        assertThat(operator.completions).hasSize(1);
    }

    /** Gives each text a vector of so many numbers: which text it is, throughout. A text's tokens are its characters. */
    private record Embedding(int width) implements Engine {

        @Override
        public void generate(Prompt prompt, TokenSink sink, Cancellation cancellation) {
            throw new IllegalStateException("nobody asks for words");
        }

        @Override
        public void embed(EmbeddingOrder order, VectorSink sink, Cancellation cancellation) {
            int tokens = 0;
            for (int i = 0; i < order.inputs().size(); i++) {
                tokens += order.inputs().get(i) instanceof EmbeddingOrder.Input.Words(String text) ? text.length() : 1;
                float[] vector = new float[width];
                Arrays.fill(vector, i);
                sink.vector(vector, new TokenUsage(tokens, 0, 0, 0));
            }
            sink.finished(new Finish(Finish.Reason.STOP, new TokenUsage(tokens, 0, 0, 0)));
        }

        @Override
        public EngineDescription describe() {
            return new EngineDescription("embedding", "embedding", MODEL_DIGEST, 100, 1);
        }

        @Override
        public void close() {}
    }

    /** A text is owed once its vector is out whole, wherever frames are cut. */
    @ParameterizedTest
    @CsvSource({"4,2", "2500,4", "6000,6", "8000,8"})
    void vectors_leave_in_full_frames_and_are_owed_when_they_are_out(int width, int frames) throws Exception {
        List<EmbeddingPayload.Input> texts = Stream.of("a", "bc", "def", "g", "h", "i")
                .map(EmbeddingPayload.Input::of)
                .toList();
        RequestSealer.Sealed sealed = seal(new EmbeddingPayload(texts, null));

        runner(new Embedding(width), Optional.empty(), InstantSource.fixed(NOW))
                .run(notice(logKey, 1), new Revocation(1));

        Read read = new Read(sealed, operator.messages, true);
        int total = 0;
        int[] owed = {1, 3, 6, 7, 8, 9};
        for (int i = 0; i < read.numbers.size(); i++) {
            for (float number : read.numbers.get(i)) {
                assertThat((int) number).isEqualTo(total++ / width);
            }
            int whole = total / width;
            assertThat(read.heads.get(i).usage()).isEqualTo(new TokenUsage(whole == 0 ? 0 : owed[whole - 1], 0, 0, 0));
        }
        assertThat(total).isEqualTo(6 * width);
        // The first vector leaves at once.
        assertThat(read.numbers).hasSize(frames);
        assertThat(requireNonNull(read.end).usage()).isEqualTo(new TokenUsage(9, 0, 0, 0));
        assertThat(operator.completions).hasSize(1);
    }

    @Test
    void more_numbers_than_an_app_would_take_are_refused_before_the_first_frame() throws Exception {
        List<EmbeddingPayload.Input> texts = Collections.nCopies(2048, EmbeddingPayload.Input.of("a"));
        seal(new EmbeddingPayload(texts, null));
        runner(new Embedding(4097), Optional.empty(), ticking()).run(notice(logKey), new Revocation(1));
        assertThat(operator.messages).hasSize(1);
        assertThat(operator.failures).singleElement().satisfies(f -> assertThat(f.code())
                .isEqualTo(FailureCode.UNSUPPORTED_REQUEST));
    }

    @Test
    void an_engine_without_vectors_says_so() throws Exception {
        seal(new EmbeddingPayload(List.of(EmbeddingPayload.Input.of("a")), null));
        runner().run(notice(logKey), new Revocation(1));
        assertThat(operator.failures).singleElement().satisfies(f -> assertThat(f.code())
                .isEqualTo(FailureCode.UNSUPPORTED_REQUEST));
    }

    @Test
    void what_the_engine_cannot_do_is_refused_before_the_first_frame() throws Exception {
        seal("hello", new ChatOptions(null, "[]", null, null));
        runner().run(notice(logKey), new Revocation(1));
        assertThat(operator.failures).singleElement().satisfies(f -> assertThat(f.code())
                .isEqualTo(FailureCode.UNSUPPORTED_REQUEST));
    }

    @Test
    void a_receipt_that_the_relay_billed_is_not_reported_again() throws Exception {
        seal("hello");
        operator.billsAtOnce = true;

        runner().run(notice(logKey), new Revocation(1));

        assertThat(operator.uploadFinished).isTrue();
        assertThat(operator.completions).isEmpty();
        assertThat(operator.failures).isEmpty();
    }

    @Test
    void an_envelope_that_came_with_the_notice_is_not_fetched() throws Exception {
        seal("hello");
        AssignmentNotice notice = notice(logKey).with(requireNonNull(operator.envelopes.remove(REQUEST)));

        runner().run(notice, new Revocation(1));

        assertThat(operator.completions).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "3,1", "8,4"})
    void a_head_follows_every_half_window_and_owes_what_was_sent(int window, int every) throws Exception {
        RequestSealer.Sealed sealed = seal("frames=50 bytes=128");

        runner(Optional.empty(), ticking()).run(notice(logKey, window), new Revocation(1));

        Read read = new Read(sealed, operator.messages);
        assertThat(read.text).hasSize(50 * 128);
        // 50 frames of text and the one that says why there is no more.
        assertThat(read.heads).hasSize(51 / every);
        for (int i = 0; i < read.heads.size(); i++) {
            Head head = read.heads.get(i);
            assertThat(head.sequence()).isEqualTo((i + 1) * every);
            assertThat(head.usage()).isEqualTo(new TokenUsage(2, 0, Math.min(50, head.sequence()), 0));
        }
    }

    /** What is owed for the prompt is stated within a quarter of a second, not after 32 frames of 40 ms. */
    @Test
    void the_first_head_of_a_long_window_comes_soon() throws Exception {
        RequestSealer.Sealed sealed = seal("frames=50 bytes=128");

        runner(Optional.empty(), ticking()).run(notice(logKey, 64), new Revocation(1));

        Read read = new Read(sealed, operator.messages);
        // The clock is looked at twice a frame, so these are 80 ms apart.
        assertThat(read.heads).extracting(Head::sequence).containsExactly(5, 37);
        assertThat(read.heads).extracting(Head::usage).first().isEqualTo(new TokenUsage(2, 0, 5, 0));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,3", "8,8", "64,64"})
    void frames_that_come_at_once_have_one_head_a_window(int window, int every) throws Exception {
        RequestSealer.Sealed sealed = seal("frames=50 bytes=128");

        runner().run(notice(logKey, window), new Revocation(1));

        Read read = new Read(sealed, operator.messages);
        assertThat(read.heads).extracting(Head::sequence).hasSize(51 / every).allMatch(covered -> covered % every == 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65, Integer.MAX_VALUE})
    void a_window_that_nobody_may_name_is_refused(int window) throws Exception {
        seal("hello");
        runner().run(notice(logKey, window), new Revocation(1));
        assertThat(operator.messages).isEmpty();
        assertThat(operator.failures).singleElement().satisfies(f -> assertThat(f.code())
                .isEqualTo(FailureCode.RELAY_LOST));
    }

    @Test
    void the_headers_limit_counts_prompt_and_answer() throws Exception {
        RequestSealer.Sealed sealed = seal("word ".repeat(198).strip());
        runner().run(notice(logKey), new Revocation(1));
        Read read = new Read(sealed, operator.messages);
        assertThat(requireNonNull(read.end).usage()).isEqualTo(new TokenUsage(198, 0, 2, 0));
        assertThat(operator.completions).hasSize(1);
    }

    @Test
    void a_prompt_beyond_the_headers_limit_fails_before_the_first_frame() throws Exception {
        seal("word ".repeat(200).strip());
        runner().run(notice(logKey), new Revocation(1));
        assertThat(operator.messages).hasSize(1);
        assertThat(operator.failures).singleElement().satisfies(f -> assertThat(f.code())
                .isEqualTo(FailureCode.UNSUPPORTED_REQUEST));
    }

    /** Nobody listens there, so the registry cannot be read: the worker does not take the operator's word instead. */
    @Test
    void prices_that_the_registry_does_not_list_are_not_worked_for(@TempDir Path data) throws Exception {
        seal("hello");
        var options = new ChainOptions(
                List.of(URI.create("http://127.0.0.1:1")),
                Optional.empty(),
                1,
                Optional.of(new TonAddress((byte) 0, EVIDENCE)),
                ChainOptions.LIMIT);
        try (ChainAccess chain = ChainAccess.open(
                options, operator::journal, new DataFolder(data, random), InstantSource.fixed(NOW), _ -> {})) {
            runner(Optional.of(chain.rules()), InstantSource.fixed(NOW)).run(notice(logKey), new Revocation(1));
        }
        assertThat(operator.messages).isEmpty();
        assertThat(operator.failures).singleElement().satisfies(f -> assertThat(f.code())
                .isEqualTo(FailureCode.UNSUPPORTED_REQUEST));
    }

    @Test
    void a_long_piece_is_cut_and_owed_once_it_is_out() throws Exception {
        RequestSealer.Sealed sealed = seal("\uD83D\uDE00".repeat(5000));
        runner().run(notice(logKey, 2), new Revocation(1));
        Read read = new Read(sealed, operator.messages);
        assertThat(read.text).hasToString("\uD83D\uDE00".repeat(5000));
        assertThat(read.heads).extracting(head -> head.usage().completion()).containsExactly(0, 1);
    }

    @Test
    void a_revocation_tears_the_worker_away_from_its_relay() throws Exception {
        seal("frames=100 bytes=1");
        Revocation revocation = new Revocation(1);
        operator.onMessage = sent -> {
            if (sent == 3) {
                revocation.revoke();
            }
        };
        runner().run(notice(logKey), revocation);
        assertThat(operator.uploadClosed).isTrue();
        assertThat(operator.messages.size()).isLessThan(5);
        assertThat(operator.completions).isEmpty();
        assertThat(operator.failures).isEmpty();
    }

    @Test
    void what_is_cut_short_by_the_worker_is_reported() throws Exception {
        seal("frames=100 bytes=1");
        Revocation revocation = new Revocation(1);
        operator.onMessage = sent -> {
            if (sent == 3) {
                revocation.cutShort();
            }
        };
        runner().run(notice(logKey), revocation);
        assertThat(operator.messages.size()).isLessThan(5);
        assertThat(operator.uploadFinished).isFalse();
        assertThat(operator.completions).isEmpty();
        assertThat(operator.failures).singleElement().satisfies(f -> assertThat(f.code())
                .isEqualTo(FailureCode.WORKER_RESTARTED));
    }

    @Test
    void a_report_is_repeated_until_the_operator_answers() throws Exception {
        seal("hello");
        operator.lostReports = 2;
        runner().run(notice(logKey), new Revocation(1));
        assertThat(operator.completions).hasSize(1);
    }

    @Test
    void nothing_is_opened_without_the_log_keys_signature() throws Exception {
        seal("hello");
        runner().run(notice(SigningKey.generate(random)), new Revocation(1));
        assertThat(operator.messages).isEmpty();
        assertThat(operator.completions).isEmpty();
    }

    @Test
    void after_a_restart_the_key_is_gone_and_the_worker_says_so() throws Exception {
        seal("hello");
        AssignmentNotice before = notice(logKey);
        ring.eraseAll();
        runner().run(before, new Revocation(1));
        assertThat(operator.failures).singleElement().satisfies(f -> assertThat(f.code())
                .isEqualTo(FailureCode.WORKER_RESTARTED));
    }

    @Test
    void an_attempt_is_answered_once() throws Exception {
        seal("hello");
        RequestRunner runner = runner();
        runner.run(notice(logKey), new Revocation(1));
        int sent = operator.messages.size();
        runner.run(notice(logKey), new Revocation(1));
        assertThat(operator.messages).hasSize(sent);
        assertThat(operator.completions).hasSize(1);
    }

    @Test
    void a_tampered_ciphertext_is_the_apps_fault() throws Exception {
        seal("hello");
        SealedEnvelope good = requireNonNull(operator.envelopes.get(REQUEST));
        byte[] bad = good.ciphertext().toArray();
        bad[bad.length / 2] ^= 1;
        operator.envelopes.put(
                REQUEST, new SealedEnvelope(good.header(), good.wraps(), Bytes.of(bad), good.deadline()));
        runner().run(notice(logKey), new Revocation(1));
        assertThat(operator.failures).singleElement().satisfies(f -> assertThat(f.code())
                .isEqualTo(FailureCode.BAD_ENVELOPE));
    }

    @Test
    void a_header_that_is_none_is_the_apps_fault() throws Exception {
        seal("hello");
        SealedEnvelope good = requireNonNull(operator.envelopes.get(REQUEST));
        operator.envelopes.put(
                REQUEST, new SealedEnvelope(Bytes.of(new byte[40]), good.wraps(), good.ciphertext(), good.deadline()));
        runner().run(notice(logKey), new Revocation(1));
        assertThat(operator.failures).singleElement().satisfies(f -> assertThat(f.code())
                .isEqualTo(FailureCode.BAD_ENVELOPE));
    }

    @Test
    void what_is_revoked_is_neither_finished_nor_billed() throws Exception {
        seal("one two three");
        runner().run(notice(logKey), revoked());
        assertThat(operator.completions).isEmpty();
        assertThat(operator.failures).isEmpty();
    }

    @Test
    void no_message_on_the_wire_holds_the_prompt() throws Exception {
        seal("canary-7f3a");
        runner().run(notice(logKey), new Revocation(1));
        for (byte[] message : operator.messages) {
            assertThat(new String(message, StandardCharsets.ISO_8859_1)).doesNotContain("canary-7f3a");
        }
    }
}
