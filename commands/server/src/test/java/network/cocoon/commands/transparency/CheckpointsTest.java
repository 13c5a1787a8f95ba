package network.cocoon.commands.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import network.cocoon.audit.AuditReport;
import network.cocoon.audit.Auditor;
import network.cocoon.audit.RowSource;
import network.cocoon.commands.TestNetwork;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.transparency.Checkpoint;
import network.cocoon.domain.transparency.CheckpointSignature;
import network.cocoon.domain.transparency.InclusionProof;
import network.cocoon.domain.transparency.LeafRow;
import network.cocoon.eventstore.LogReader;
import network.cocoon.wire.api.LogApi.Inclusion;
import network.cocoon.wire.api.LogApi.LogStatus;
import network.cocoon.wire.api.LogApi.SealedCheckpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of a server that lives: sealed when something happened, and anchored once. */
class CheckpointsTest {

    private static final String REGISTRY = "0:" + "5".repeat(64);
    private static final String TRANSACTION = "7".repeat(64);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path data;

    private static LogStatus status(TestServer server) {
        return server.get("/v1/log/checkpoint", null).as(LogStatus.class);
    }

    private static long sealed(TestServer server) {
        return server.log().stream()
                .filter("transparency.CheckpointSealed"::equals)
                .count();
    }

    private static void await(BooleanSupplier holds) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(until);
            Thread.sleep(50);
        }
    }

    /** The one that all that happened so far is under. */
    private static Checkpoint newest(TestServer server) throws InterruptedException {
        Checkpoints checkpoints = server.bean(Checkpoints.class);
        List<String> log = server.log();
        long events = IntStream.rangeClosed(1, log.size())
                .filter(n -> !log.get(n - 1).startsWith("transparency."))
                .max()
                .orElseThrow();
        await(() -> checkpoints.newest().map(Checkpoint::size).orElse(0L) >= events);
        return checkpoints.newest().orElseThrow();
    }

    @Test
    void whatHappenedIsSealedAndNothingElse() throws Exception {
        try (TestServer server = TestServer.start(data, "cocoon.log.checkpoint-every=1s")) {
            assertThat(status(server).sealed()).isNull();
            assertThat(server.bean(Checkpoints.class).newest()).isEmpty();
            TestNetwork network = new TestNetwork(server);

            Checkpoint first = newest(server);
            network.app(1_000);
            Checkpoint second = newest(server);

            LogStatus status = status(server);
            SealedCheckpoint shown = Objects.requireNonNull(status.sealed());
            assertThat(new Checkpoint(shown.size(), shown.root())).isEqualTo(second);
            assertThat(CheckpointSignature.verify(shown.logKey(), shown.signature(), status.networkId(), second))
                    .isTrue();
            // An event under both checkpoints is proven under both.
            for (Checkpoint checkpoint : new Checkpoint[] {first, second}) {
                Inclusion proof = server.get("/v1/log/inclusion?index=1&size=" + checkpoint.size(), null)
                        .as(Inclusion.class);
                assertThat(new InclusionProof(0, checkpoint.size(), proof.path())
                                .proves(proof.leaf(), checkpoint.root()))
                        .isTrue();
            }
            long before = sealed(server);
            Thread.sleep(3_500);
            assertThat(sealed(server)).isEqualTo(before);
            await(() -> status(server).events() == server.log().size());
            AuditReport audited = Auditor.audit(new ServersLog(server, status.networkId(), shown.logKey()));
            assertThat(audited.discrepancy()).isNull();
            assertThat(audited.tree().sealed()).isEqualTo(second.size());
        }
    }

    /** For the auditor, who computes every root again. */
    private record ServersLog(TestServer server, String networkId, Bytes logKey) implements RowSource {

        @Override
        public Set<Bytes> logKeys() {
            return Set.of(logKey);
        }

        @Override
        public void read(Consumer<LeafRow> reader) {
            server.bean(LogReader.class)
                    .readAfter(0, LogReader.MAX_BATCH)
                    .forEach(event -> reader.accept(event.leafRow()));
        }
    }

    @Test
    void manyEventsAreSealedBeforeTheTimeIsUp() throws Exception {
        try (TestServer server =
                TestServer.start(data, "cocoon.log.checkpoint-every=1d", "cocoon.log.checkpoint-events=3")) {
            TestNetwork network = new TestNetwork(server);
            await(() -> sealed(server) == 1);

            network.app(1_000);
            await(() -> sealed(server) == 2);
        }
    }

    @Test
    void whatAChainHasIsKnownOnce() throws Exception {
        try (TestServer server = TestServer.start(data, "cocoon.log.checkpoint-every=1s")) {
            new TestNetwork(server);
            Checkpoint checkpoint = newest(server);
            Checkpoints checkpoints = server.bean(Checkpoints.class);
            Instant when = Instant.parse("2026-11-21T10:00:00Z");

            assertThatThrownBy(() -> checkpoints.anchored(
                            new Checkpoint(checkpoint.size(), Digest.sha256()), REGISTRY, TRANSACTION, 5, when))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("CHECKPOINT_UNKNOWN");
            checkpoints.anchored(checkpoint, REGISTRY, TRANSACTION, 5, when);
            checkpoints.anchored(checkpoint, REGISTRY, TRANSACTION, 5, when);

            assertThat(server.log())
                    .filteredOn("transparency.CheckpointAnchored"::equals)
                    .hasSize(1);
            await(() -> status(server).anchored() != null);
            assertThat(Objects.requireNonNull(status(server).anchored())).satisfies(anchored -> {
                assertThat(anchored.size()).isEqualTo(checkpoint.size());
                assertThat(anchored.transaction().hex()).isEqualTo(TRANSACTION);
                assertThat(anchored.when()).isEqualTo(when);
            });
        }
    }
}
