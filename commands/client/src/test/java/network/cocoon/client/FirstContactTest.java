package network.cocoon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FirstContactTest {

    private static final List<URI> NODES = List.of(URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:2"));

    private final List<String> said = new ArrayList<>();

    @Test
    void an_operator_that_is_about_to_start_is_waited_for() throws IOException {
        AtomicInteger tries = new AtomicInteger();

        int answer = FirstContact.waitFor(
                NODES,
                () -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new ConnectException();
                    }
                    return 7;
                },
                said::add);

        assertThat(answer).isEqualTo(7);
        assertThat(said)
                .containsExactly(
                        "waiting for the operator at http://127.0.0.1:1, http://127.0.0.1:2: ConnectException");
    }

    @Test
    void what_waiting_does_not_change_is_said_at_once() {
        assertThatThrownBy(() -> FirstContact.waitFor(
                        NODES,
                        () -> {
                            throw new AccessDeniedException("account.key");
                        },
                        said::add))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(said).isEmpty();
    }
}
