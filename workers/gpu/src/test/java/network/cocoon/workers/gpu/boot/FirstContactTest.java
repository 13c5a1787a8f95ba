package network.cocoon.workers.gpu.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import network.cocoon.workers.gpu.operator.RefusedByOperator;
import org.junit.jupiter.api.Test;

class FirstContactTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final FirstContact contact =
            new FirstContact(new PrintStream(said, true, StandardCharsets.UTF_8), Duration.ofMillis(1));

    @Test
    void an_operator_that_is_not_there_yet_is_waited_for_with_a_word_now_and_then() throws InterruptedException {
        AtomicInteger tries = new AtomicInteger();
        String answer = contact.answered("network", () -> {
            if (tries.incrementAndGet() <= 15) {
                throw new ConnectException();
            }
            return "here";
        });
        assertThat(answer).isEqualTo("here");
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "waiting for the operator (network): ConnectException",
                        "waiting for the operator (network): ConnectException");
    }

    @Test
    void a_refusal_is_told_at_once() {
        AtomicInteger tries = new AtomicInteger();
        assertThatThrownBy(() -> contact.answered("attestation", () -> {
                    tries.incrementAndGet();
                    throw new RefusedByOperator("MEASUREMENT_UNKNOWN", "not allowed");
                }))
                .isInstanceOf(RefusedByOperator.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void an_interruption_ends_the_wait() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> contact.answered("network", () -> {
                    throw new IOException("refused");
                }))
                .isInstanceOf(InterruptedException.class);
    }
}
