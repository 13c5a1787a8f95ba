package network.cocoon.client.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import network.cocoon.client.fake.FakeApp;
import network.cocoon.client.fake.FakeOperator;
import network.cocoon.client.fake.FakeRelay.Scene;
import network.cocoon.client.fake.FakeWorker;
import network.cocoon.client.fake.FakeWorker.Fault;
import network.cocoon.domain.envelope.Header;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.cbor.HeaderCodec;
import network.cocoon.wire.chat.ChatFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that breaks off, in every way, against a relay that holds back what is not acknowledged. */
@ParameterizedClass(name = "the answer on the line of its submission: {0}")
@ValueSource(booleans = {false, true})
class InterruptedAnswerTest {

    private static final String TWENTY = "word ".repeat(20).strip();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Parameter
    boolean atOnce;

    @TempDir
    Path data;

    private FakeOperator network;
    private FakeApp app;

    @BeforeEach
    void start() throws IOException {
        network = new FakeOperator();
        network.relay.answersAtOnce = atOnce;
        app = new FakeApp(network, data);
    }

    @AfterEach
    void stop() {
        app.close();
        network.close();
    }

    private Answer ask(String text) {
        return app.asker.ask(FakeApp.question(text, TIMEOUT));
    }

    private static String read(Answer answer) {
        StringBuilder text = new StringBuilder();
        for (Optional<ChatFrame> frame = answer.next(); frame.isPresent(); frame = answer.next()) {
            if (frame.get() instanceof ChatFrame.Delta delta) {
                text.append(delta.text());
            }
        }
        return text.toString();
    }

    /** What happens in the background has ten seconds. */
    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 64})
    void acknowledgementsKeepTheWindowOpen(int window) {
        network.relay.window = window;
        try (Answer answer = ask(TWENTY)) {
            assertThat(read(answer)).isEqualTo(TWENTY);
        }
        // 22 frames went out, so all but a window of them were acknowledged first.
        assertThat(network.relay.highest()).isGreaterThanOrEqualTo(Math.max(0, 22 - window));
        assertThat(network.calls.stream()
                        .filter(call -> call.endsWith("/acknowledgements"))
                        .count())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void aShortAnswerOpensNoStreamOfAcknowledgements() {
        try (Answer answer = ask("hello")) {
            assertThat(read(answer)).isEqualTo("hello");
        }
        assertThat(network.calls).noneMatch(call -> call.endsWith("/acknowledgements"));
    }

    /** Models, candidates, evidence and the manifest were asked for by an earlier request. */
    @ParameterizedTest
    @CsvSource({"hello,2", "one two three four five six seven,3"})
    void aRequestCostsOneOrTwoCallsAndItsAcknowledgementsOne(String text, int most) {
        try (Answer answer = ask("first")) {
            assertThat(read(answer)).isEqualTo("first");
        }
        network.calls.clear();
        try (Answer answer = ask(text)) {
            assertThat(read(answer)).isEqualTo(text);
        }
        int saved = atOnce ? 1 : 0;
        // What is known of candidates is asked for anew behind a request that comes a second later.
        assertThat(network.calls)
                .filteredOn(call -> !call.endsWith("/candidates"))
                .hasSizeBetween(2 - saved, most - saved)
                .startsWith("POST /v1/requests");
    }

    @Test
    void aRefusedStreamOfAcknowledgementsIsBegunAnew() {
        network.relay.window = 2;
        network.relay.refusedAcknowledgements.set(2);
        try (Answer answer = ask(TWENTY)) {
            assertThat(read(answer)).isEqualTo(TWENTY);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "FORGES_A_HEAD",
                "HEAD_ABOVE_THE_HEADER",
                "HEAD_OUT_OF_THIN_AIR",
                "HEAD_OF_ANOTHER_CHAIN",
                "HEAD_OF_ANOTHER_ATTEMPT"
            })
    void aHeadThatDoesNotHoldEndsTheAnswerAndIsNotAcknowledged(Fault fault) throws Exception {
        network.relay.fault = fault;
        network.relay.window = 2;
        try (Answer answer = ask(TWENTY)) {
            assertThatThrownBy(() -> read(answer)).isInstanceOfSatisfying(AskException.class, e -> assertThat(e.code())
                    .isEqualTo(AskException.Code.ANSWER_REFUSED));
        }
        eventually(() -> network.relay.states.contains(State.CANCELLED));
        assertThat(network.relay.acknowledged).isEmpty();
    }

    @Test
    void aHeadMayNotOweLessThanTheOneBefore() throws Exception {
        network.relay.fault = Fault.HEAD_GOES_BACK;
        try (Answer answer = ask(TWENTY)) {
            assertThatThrownBy(() -> read(answer)).isInstanceOfSatisfying(AskException.class, e -> assertThat(e.code())
                    .isEqualTo(AskException.Code.ANSWER_REFUSED));
        }
        eventually(() -> network.relay.states.contains(State.CANCELLED));
        assertThat(network.relay.highest()).isLessThanOrEqualTo(FakeWorker.EVERY);
    }

    @Test
    void nobodyTakesOverOnceTextWasHandedOut() {
        network.relay.fault = Fault.BEGINS_AGAIN;
        try (Answer answer = ask(TWENTY)) {
            assertThatThrownBy(() -> read(answer)).hasMessageContaining("another attempt");
        }
    }

    /** 1 opening, then frames and heads: F F H F F H F F H. */
    @ParameterizedTest
    @CsvSource({"4,2", "5,2", "7,4", "10,6", "9,4"})
    void theNewestHeadIsToldWhenTheNodeIsGone(int messages, int frames) throws Exception {
        network.relay.scenes.add(new Scene.CutAfter(messages, State.FAILED));
        try (Answer answer = ask(TWENTY)) {
            assertThatThrownBy(() -> read(answer))
                    .isInstanceOfSatisfying(
                            AskException.class, e -> assertThat(e.code()).isEqualTo(AskException.Code.WORKER_FAILED))
                    .hasMessageContaining("WORKER_LOST");
        }
        eventually(() -> network.relay.highest() == frames);
        // It is over already: there is nothing to cancel.
        assertThat(network.calls).noneMatch(call -> call.startsWith("DELETE"));
    }

    @Test
    void theNewestHeadIsToldBeforeTheCancellation() throws Exception {
        try (Answer answer = ask(TWENTY)) {
            for (int i = 0; i < 8; i++) {
                assertThat(answer.next()).isPresent();
            }
        }
        eventually(() -> network.calls.stream().anyMatch(call -> call.startsWith("DELETE")));
        assertThat(network.relay.highest()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void anotherAttemptMayAnswerBeforeTheFirstFrame() {
        network.relay.scenes.add(new Scene.TakesOver(4));
        try (Answer answer = ask(TWENTY)) {
            assertThat(read(answer)).isEqualTo(TWENTY);
            assertThat(answer.receipt().attempt()).isEqualTo(4);
        }
    }

    @Test
    void anotherNodeMayAnswerBeforeTheFirstFrame() {
        network.relay.scenes.add(new Scene.CutAfter(0, State.QUEUED));
        network.relay.scenes.add(new Scene.Refused(503));
        network.relay.scenes.add(new Scene.CutAfter(1, State.ASSIGNED));
        try (Answer answer = ask(TWENTY)) {
            assertThat(read(answer)).isEqualTo(TWENTY);
        }
    }

    @Test
    void whoIsRefusedDoesNotAskOn() {
        network.relay.scenes.add(new Scene.CutAfter(0, State.QUEUED));
        network.relay.refusesQuestions = 401;
        assertThatThrownBy(() -> ask(TWENTY)).isInstanceOfSatisfying(AskException.class, e -> assertThat(e.code())
                .isEqualTo(AskException.Code.REFUSED_BY_OPERATOR));
    }

    @Test
    void whatNobodyCanAnswerIsSealedToOthersOnTheSameTerms() {
        network.relay.scenes.add(new Scene.Unsealed());
        network.addWorker("1");
        network.addWorker("2");
        network.addWorker("3");
        network.addWorker("4");
        try (Answer answer = ask(TWENTY)) {
            assertThat(read(answer)).isEqualTo(TWENTY);
        }
        Header first = header(0);
        Header second = header(1);
        assertThat(second.recipients()).doesNotContainAnyElementsOf(first.recipients());
        assertThat(second.maxCost()).isEqualTo(first.maxCost());
        assertThat(second.request()).isEqualTo(first.request());
        assertThat(app.notices).anyMatch(notice -> notice.contains("sealed anew"));
    }

    private Header header(int seal) {
        return HeaderCodec.decode(network.relay.seals.get(seal).header()).header();
    }

    @Test
    void whatTheOperatorHasLostIsSentAgainUnderTheSameId() {
        network.relay.scenes.add(new Scene.Lost());
        try (Answer answer = ask(TWENTY)) {
            assertThat(read(answer)).isEqualTo(TWENTY);
        }
        assertThat(network.relay.seals).hasSize(2);
        assertThat(header(1).request()).isEqualTo(header(0).request());
        assertThat(app.notices).anyMatch(notice -> notice.contains("sent again"));
    }

    @Test
    void anOperatorThatLosesItAgainIsGivenUp() {
        network.relay.scenes.add(new Scene.Lost());
        network.relay.scenes.add(new Scene.Lost());
        assertThatThrownBy(() -> ask(TWENTY)).isInstanceOfSatisfying(AskException.class, e -> assertThat(e.code())
                .isEqualTo(AskException.Code.REQUEST_LOST));
        assertThat(network.calls).noneMatch(call -> call.startsWith("DELETE"));
    }

    @Test
    void withNobodyLeftTheRequestIsGivenUp() throws Exception {
        network.relay.scenes.add(new Scene.Unsealed());
        assertThatThrownBy(() -> ask(TWENTY))
                .isInstanceOfSatisfying(
                        AskException.class, e -> assertThat(e.code()).isEqualTo(AskException.Code.NO_WORKER))
                .hasMessageContaining("were asked, and none could answer");
        eventually(() -> network.calls.stream().anyMatch(call -> call.startsWith("DELETE")));
    }

    @Test
    void sealingAnewHasAnEnd() {
        for (int i = 0; i < 8; i++) {
            network.relay.scenes.add(new Scene.Unsealed());
        }
        for (int i = 0; i < 16; i++) {
            network.addWorker(Integer.toHexString(i));
        }
        assertThatThrownBy(() -> ask(TWENTY)).hasMessageContaining("sealed anew 3 times");
        assertThat(network.relay.seals).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"FAILED,WORKER_FAILED", "EXPIRED,TIMEOUT", "CANCELLED,ANSWER_TRUNCATED", "COMPLETED,ANSWER_TRUNCATED"})
    void anEndBeforeTheFirstFrameIsTold(State state, AskException.Code code) {
        network.relay.scenes.add(new Scene.CutAfter(0, state));
        assertThatThrownBy(() -> ask(TWENTY)).isInstanceOfSatisfying(AskException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }
}
