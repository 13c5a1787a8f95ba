package network.cocoon.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import network.cocoon.client.http.OperatorProblem;

/** The first words with an operator, which may be about to start. */
final class FirstContact {

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    /** One line of news in so many tries. */
    private static final int QUIET = 10;

    private FirstContact() {}

    @FunctionalInterface
    interface Call<T> {
        T ask() throws IOException;
    }

    /** Asks until it is answered, and says now and then for whom it waits. What will not change by waiting is thrown. */
    static <T> T waitFor(List<URI> operator, Call<T> call, Consumer<String> says) throws IOException {
        for (int tries = 0; ; tries++) {
            String reason;
            try {
                return call.ask();
            } catch (OperatorProblem e) {
                if (e.status() < 500 && e.status() != 429) {
                    throw e;
                }
                reason = e.status() + " " + e.code();
            } catch (FileSystemException | InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            }
            if (tries % QUIET == 0) {
                says.accept("waiting for the operator at "
                        + operator.stream().map(URI::toString).collect(Collectors.joining(", ")) + ": " + reason);
            }
            pause();
        }
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the operator");
        }
    }
}
