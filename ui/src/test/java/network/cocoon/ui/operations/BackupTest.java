package network.cocoon.ui.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import network.cocoon.ui.cluster.Cluster;
import network.cocoon.ui.cluster.Database;
import network.cocoon.ui.cluster.Member;
import network.cocoon.ui.local.AuditRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loses a database whose backup is a little old, and goes on with it. */
class BackupTest {

    @TempDir
    Path data;

    @Test
    void a_network_goes_on_from_a_backup_that_was_taken_while_it_worked() throws Exception {
        try (Cluster network = Cluster.start(data.resolve("network"), new Cluster.Size(1, 1, 2, 1, 0));
                HttpClient http = HttpClient.newHttpClient()) {
            Database database = network.database();
            Member node = network.nodes().getFirst();
            Path backup = data.resolve("backup");

            for (int i = 0; i < 3; i++) {
                assertThat(ask(network, http)).isEqualTo(200);
            }
            int during = askedDuring(network, http, () -> BaseBackup.take(database, backup));
            assertThat(during).as("answers while the backup ran").isPositive();
            for (int i = 0; i < 5; i++) {
                assertThat(ask(network, http)).isEqualTo(200);
            }
            long completedBefore = completed(database);
            long headBefore = head(database);

            // The disk is lost; worker and sidecar live on and know what the backup does not.
            node.kill();
            database.stop();
            BaseBackup.restore(backup, database);
            database.start();
            long completedThen = completed(database);
            assertThat(head(database))
                    .as("what came after the backup is not there")
                    .isLessThan(headBefore);
            assertThat(completedThen).isBetween(3L, completedBefore - 5);
            node.start();

            assertThat(soon(network, http)).as("a new request is answered").isTrue();
            awaitCompleted(database, completedThen + 1);
            AuditRun audit = network.audit();
            assertThat(audit.exitCode()).as(audit.output()).isZero();
            assertThat(Files.readString(network.folders().logs().resolve("worker-1.log")))
                    .as("the worker's bookmark lay beyond the end of the log")
                    .contains("BOOKMARK_AHEAD");
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private static int askedDuring(Cluster network, HttpClient http, Work work) throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        CompletableFuture<Void> asking = new CompletableFuture<>();
        Thread asker = Thread.ofVirtual().start(() -> {
            try {
                do {
                    assertThat(ask(network, http)).isEqualTo(200);
                    answered.incrementAndGet();
                } while (!enough.get());
                asking.complete(null);
            } catch (Exception | AssertionError e) {
                asking.completeExceptionally(e);
            }
        });
        work.run();
        enough.set(true);
        asker.join();
        asking.get();
        return answered.get();
    }

    private static boolean soon(Cluster network, HttpClient http) throws Exception {
        for (int i = 0; i < 30; i++) {
            if (ask(network, http) == 200) {
                return true;
            }
            Thread.sleep(1_000);
        }
        return false;
    }

    private static int ask(Cluster network, HttpClient http) throws Exception {
        HttpRequest question = HttpRequest.newBuilder(URI.create(network.openAi(0) + "/chat/completions"))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + network.openAiKey(0))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"model":"echo","max_tokens":20,"messages":[{"role":"user","content":"say it again"}]}"""))
                .build();
        return http.send(question, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    /** An app has its answer before the worker's report is in the log. */
    private static void awaitCompleted(Database database, long count) throws Exception {
        for (int i = 0; i < 200 && completed(database) < count; i++) {
            Thread.sleep(100);
        }
        assertThat(completed(database)).isGreaterThanOrEqualTo(count);
    }

    private static long completed(Database database) throws Exception {
        return database.number("SELECT count(*) FROM inference_request WHERE state = 'COMPLETED'");
    }

    private static long head(Database database) throws Exception {
        return database.number("SELECT head FROM sequencer");
    }
}
