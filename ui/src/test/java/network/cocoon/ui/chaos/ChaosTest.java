package network.cocoon.ui.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import network.cocoon.ui.cluster.Cluster;
import network.cocoon.ui.cluster.LoadRun;
import network.cocoon.ui.cluster.Member;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a network of processes does when they come and go; a short run of {@link Chaos} last. */
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChaosTest {

    private static final int ROUNDS = 2;
    private static final int ROUND_MILLIS = 6_000;
    private static final int CALLERS = 6;

    /** The echo engine's, by its own order; see there. Each frame is one token, the prompt three words. */
    private static final String ENDLESS = "frames=2000 bytes=64 pace=20";

    private static final int PROMPT_TOKENS = 3;
    private static final int PRICE = 20;

    /** Half a window: so often a worker signs a head. */
    private static final int HEAD_EVERY = 4;

    @TempDir
    static Path data;

    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.start(data, Chaos.SIZE);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void the_app_pays_for_the_newest_head_that_it_had_when_its_node_was_killed() throws Exception {
        int frames = framesHeardUntilTheRelayIsKilledAfter(3 * HEAD_EVERY + 1);

        assertThat(Round.rest(cluster)).isEmpty();
        assertThat(cluster.database().number("SELECT count(*) FROM inference_request WHERE failure = 'RELAY_LOST'"))
                .isEqualTo(1);
        long cost = cluster.database().number("SELECT cost FROM inference_request WHERE failure = 'RELAY_LOST'");
        // Where the last frame that came is the last that a head covers, the head itself may not have come.
        int newest = frames - frames % HEAD_EVERY;
        assertThat(Math.toIntExact(cost / PRICE) - PROMPT_TOKENS)
                .isIn(newest, frames % HEAD_EVERY == 0 ? newest - HEAD_EVERY : newest);
        assertThat(cost % PRICE).isZero();
        assertThat(cluster.database().number("SELECT sum(reward + fee) FROM accrual"))
                .isEqualTo(cost);
        assertThat(Round.audit(cluster)).isEmpty();
    }

    private static int framesHeardUntilTheRelayIsKilledAfter(int killAfter) throws Exception {
        Member killed = null;
        int heard = 0;
        try (HttpClient http = HttpClient.newHttpClient();
                BufferedReader lines = new BufferedReader(new InputStreamReader(ask(http), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                assertThat(line).isNotEqualTo("data: [DONE]");
                heard += line.contains("xxxx") ? 1 : 0;
                if (heard == killAfter && killed == null) {
                    killed = relay();
                    killed.kill();
                }
            }
        } catch (IOException e) {
            // One of the ways in which a sidecar may end a stream that was cut.
            assertThat(killed).isNotNull();
        }
        Objects.requireNonNull(killed, "the answer never came so far").start();
        return heard;
    }

    private static InputStream ask(HttpClient http) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(cluster.openAi(0) + "/chat/completions"))
                                .timeout(Duration.ofSeconds(60))
                                .header("Authorization", "Bearer " + cluster.openAiKey(0))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("""
                                        {"model":"echo","stream":true,"max_tokens":3000,
                                         "messages":[{"role":"user","content":"%s"}]}""".formatted(ENDLESS)))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    /** The node that the one answer under way passes through. */
    private static Member relay() throws Exception {
        for (int i = 0; i < cluster.nodes().size(); i++) {
            if (cluster.database().number("""
                            SELECT count(*) FROM inference_request r JOIN node n ON n.id = r.relay
                            WHERE r.state = 'ASSIGNED' AND n.url = '%s'""".formatted(cluster.node(i))) > 0) {
                return cluster.nodes().get(i);
            }
        }
        throw new AssertionError("no node relays it");
    }

    @Test
    @Order(2)
    void nodes_restarted_in_turn_under_load_lose_no_request() throws Exception {
        long before = cluster.database().number("SELECT count(*) FROM inference_request");
        Load load = Load.ofPatientApps(cluster, CALLERS, System.nanoTime());
        for (int i = 0; i < cluster.nodes().size(); i++) {
            awaitAnswers(load, load.answered.get() + 2 * CALLERS);
            cluster.nodes().get(i).stop();
            assertThat(load.broken).as("while node %s left", i + 1).hasValue(0);
            cluster.nodes().get(i).start();
            awaitReady(cluster.node(i));
        }
        awaitAnswers(load, load.answered.get() + 2 * CALLERS);
        load.stop();

        assertThat(load.refused).hasValue(0);
        assertThat(load.broken).hasValue(0);
        assertThat(load.answered).hasValue(load.asked.get());
        assertThat(Round.rest(cluster)).isEmpty();
        long asked = cluster.database().number("SELECT count(*) FROM inference_request") - before;
        assertThat(asked).isEqualTo(load.asked.get());
        assertThat(cluster.database().number("SELECT count(*) FROM domain_event WHERE name = 'inference.Completed'"))
                .isEqualTo(asked);
        assertThat(Round.audit(cluster)).isEmpty();
    }

    @Test
    @Order(3)
    void the_load_generator_makes_its_load_as_many_apps() throws Exception {
        String accounts = "SELECT count(DISTINCT account) FROM inference_request";
        String completed = "SELECT count(*) FROM domain_event WHERE name = 'inference.Completed'";
        long known = cluster.database().number(accounts);
        long before = cluster.database().number(completed);

        JsonNode load = LoadRun.sealed(cluster, CALLERS, 3, 2, 10, 2 * CALLERS, () -> {});

        assertThat(load.get("failed").isEmpty()).as(load.toString()).isTrue();
        assertThat(Round.rest(cluster)).isEmpty();
        assertThat(cluster.database().number(accounts) - known).isEqualTo(2);
        assertThat(cluster.database().number(completed) - before)
                .isEqualTo(load.get("completed").asLong() + 2 * CALLERS);
    }

    private static void awaitAnswers(Load load, int count) throws InterruptedException {
        while (load.answered.get() < count) {
            Thread.sleep(20);
        }
    }

    private static void awaitReady(URI node) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest health = HttpRequest.newBuilder(node.resolve("/health/ready"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            while (http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
                Thread.sleep(50);
            }
        }
    }

    /** As a service manager stops it, under load and in the middle of long answers. */
    @Test
    @Order(4)
    void a_worker_that_is_told_to_stop_ends_its_answers_first() throws Exception {
        long failures = failures();
        Load load = Load.ofPatientApps(cluster, CALLERS, System.nanoTime());
        List<OneAnswer> streams = IntStream.range(0, 4)
                .mapToObj(i -> OneAnswer.ask(cluster, i % 2, "frames=120 bytes=64 pace=20"))
                .toList();
        for (OneAnswer stream : streams) {
            awaitPieces(stream, 3);
        }
        int leaving = busiestWorker();
        int exit = cluster.terminateWorker(leaving).get(20, TimeUnit.SECONDS);
        int answered = load.answered.get();
        awaitAnswers(load, answered + CALLERS);
        load.stop();

        assertThat(exit).isZero();
        for (OneAnswer stream : streams) {
            assertThat(stream.whole()).isTrue();
            assertThat(stream.pieces()).isEqualTo(120);
        }
        assertThat(load.refused).hasValue(0);
        assertThat(load.broken).hasValue(0);
        assertThat(load.answered).hasValue(load.asked.get());
        assertThat(failures()).as("attempts that failed or stalled").isEqualTo(failures);
        assertThat(Round.rest(cluster)).isEmpty();
        cluster.workers().get(leaving).start();
    }

    @Test
    @Order(5)
    void a_second_signal_cuts_a_worker_short_and_the_app_pays_for_what_it_had() throws Exception {
        OneAnswer endless = OneAnswer.ask(cluster, 0, ENDLESS);
        awaitPieces(endless, 2 * HEAD_EVERY);
        int leaving = busiestWorker();
        CompletableFuture<Integer> exit = cluster.terminateWorker(leaving);
        int before = endless.pieces();
        awaitPieces(endless, before + 2 * HEAD_EVERY);
        assertThat(exit).as("while an answer is under way").isNotDone();
        var _ = cluster.terminateWorker(leaving);

        assertThat(exit.get(10, TimeUnit.SECONDS)).isEqualTo(4);
        assertThat(endless.whole()).isFalse();
        assertThat(Round.rest(cluster)).isEmpty();
        long cost = cluster.database().number("""
                SELECT cost FROM inference_request WHERE failure IN ('WORKER_RESTARTED', 'WORKER_LOST')""");
        assertThat(cost / PRICE - PROMPT_TOKENS).isBetween((long) before, (long) endless.pieces());
        cluster.workers().get(leaving).start();
    }

    private static void awaitPieces(OneAnswer answer, int count) throws InterruptedException {
        while (answer.pieces() < count) {
            assertThat(answer.isOver())
                    .as("over after %s pieces", answer.pieces())
                    .isFalse();
            Thread.sleep(10);
        }
    }

    private static long failures() throws Exception {
        return cluster.database().number("""
                SELECT count(*) FROM domain_event WHERE name IN ('inference.AttemptFailed', 'inference.Failed')""");
    }

    /** From 0. */
    private static int busiestWorker() throws Exception {
        int busiest = 0;
        long most = 0;
        for (int i = 0; i < cluster.workers().size(); i++) {
            long running = cluster.database().number("""
                    SELECT count(*) FROM inference_request WHERE state = 'ASSIGNED' AND worker = '%s'""".formatted(cluster.workerId(i)));
            if (running > most) {
                most = running;
                busiest = i;
            }
        }
        assertThat(most).isPositive();
        return busiest;
    }

    @Test
    @Order(6)
    void whatever_is_killed_nothing_is_lost_and_nothing_is_billed_twice() throws Exception {
        List<Round> rounds = Chaos.run(cluster, ROUNDS, System.nanoTime(), ROUND_MILLIS, System.out);

        assertThat(rounds).allSatisfy(round -> assertThat(round.violations())
                .as("round with seed " + round.seed() + ": " + round.faults())
                .isEmpty());
        assertThat(rounds.stream().mapToInt(Round::answered).sum())
                .as("answers under way while things broke")
                .isPositive();
    }
}
