package network.cocoon.client.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import network.cocoon.client.account.DataFolder;
import network.cocoon.client.ask.Answer;
import network.cocoon.client.ask.AskException;
import network.cocoon.client.fake.FakeApp;
import network.cocoon.client.fake.FakeOperator;
import network.cocoon.client.fake.FakeWorker;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.domain.attestation.Beacon;
import network.cocoon.domain.attestation.MasterBlock;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.api.JournalApi.Journal;
import network.cocoon.wire.registry.RegistryItems;
import network.cocoon.wire.registry.RegistryList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole client before an operator of the test's own, with a registry on the real TVM. */
class NarrowedByTheChainTest {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration KEY = Duration.ofMinutes(40);

    @TempDir
    private Path data;

    private final AtomicLong monotonic = new AtomicLong();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private LiveRegistry registry;
    private FakeOperator network;
    private OperatorApi operator;
    private ChainServers servers;
    private RegistryWatch watch;
    private FakeApp app;
    private Digest measurement;

    @BeforeEach
    void a_network_whose_all_is_listed() throws IOException {
        registry = new LiveRegistry();
        network = new FakeOperator();
        network.journal = registry::told;
        operator = OperatorApi.at(network.uri());
        measurement = RegistryItems.measurement(network.tee.measurement());
        servers = registry.servers();
        watch = RegistryWatch.start(
                servers,
                new RegistryWatch.Terms(registry.address, Duration.ofMillis(20), LIMIT),
                operator::journal,
                new DataFolder(data.resolve("chain"), new SecureRandom()),
                registry.clock(),
                monotonic::get,
                notices::add);
        ChainRules rules = new ChainRules(new MasterBlocks(servers), Optional.of(watch));
        app = new FakeApp(network, data, Optional.of(rules), registry.clock());
    }

    @AfterEach
    void stop() throws IOException {
        app.close();
        watch.close();
        operator.close();
        servers.close();
        network.close();
        registry.close();
    }

    @Test
    void what_is_listed_and_in_force_is_used_and_what_is_revoked_is_not() throws Exception {
        network.onlyWorker(fresh());
        eventually("no price", () -> refusal().startsWith("REGISTRY_REFUSED PRICES_NOT_LISTED"));
        registry.add(RegistryList.PRICES, RegistryItems.prices(FakeOperator.PRICES));
        registry.pass(LiveRegistry.DELAY);
        network.onlyWorker(fresh());
        eventually("no measurement", () -> refusal().contains("MEASUREMENT_NOT_LISTED"));
        assertThat(refusal()).contains(measurement + " is not listed");
        registry.add(RegistryList.MEASUREMENTS, measurement);
        eventually("not in force yet", () -> refusal().contains(", in force from "));
        registry.pass(LiveRegistry.DELAY);
        network.onlyWorker(fresh());
        eventually("the model too", () -> refusal().contains("MODEL_NOT_LISTED"));
        registry.add(RegistryList.MODELS, RegistryItems.model(FakeWorker.MODEL));
        registry.pass(LiveRegistry.DELAY);
        network.onlyWorker(fresh());
        eventually("answered", () -> refusal().isEmpty());

        registry.revoke(RegistryList.MODELS, FakeWorker.MODEL);
        eventually("revoked", () -> refusal().contains("was revoked on chain"));
    }

    @Test
    void machines_and_keys_can_be_revoked() throws Exception {
        listed();
        FakeWorker worker = fresh();
        network.onlyWorker(worker);
        eventually("answered", () -> refusal().isEmpty());
        registry.revoke(RegistryList.WORKERS, RegistryItems.workerKey(worker.key()));
        eventually("the key", () -> refusal().contains("WORKER_KEY_REVOKED"));
        network.onlyWorker(fresh());
        eventually("another key", () -> refusal().isEmpty());
        registry.revoke(RegistryList.WORKERS, RegistryItems.platform(network.tee.platformId()));
        eventually("the machine", () -> refusal().contains("PLATFORM_REVOKED"));
    }

    @Test
    void a_price_that_is_not_listed_is_not_paid() throws Exception {
        listed();
        network.onlyWorker(fresh());
        eventually("answered", () -> refusal().isEmpty());
        registry.revoke(RegistryList.PRICES, RegistryItems.prices(FakeOperator.PRICES));
        eventually("the price", () -> refusal().contains("PRICES_NOT_LISTED"));
    }

    @Test
    void the_registry_allows_nothing_that_the_release_keys_do_not() throws Exception {
        listed();
        network.releaseNothing();
        network.onlyWorker(fresh());
        eventually("listed, and not released", () -> refusal().contains("MEASUREMENT_NOT_ALLOWED"));
    }

    @Test
    void a_chain_that_is_gone_is_not_waited_for_and_in_the_end_nothing_counts() throws Exception {
        listed();
        network.onlyWorker(fresh());
        eventually("answered", () -> refusal().isEmpty());
        registry.close();
        eventually("told", () -> notices.stream().anyMatch(line -> line.contains("CHAIN_UNREACHABLE")));
        assertThat(refusal()).as("the last reading still counts").isEmpty();
        monotonic.addAndGet(LIMIT.toNanos() + 1);
        assertThat(refusal()).contains("REGISTRY_STALE").contains("600 s").contains("CHAIN_UNREACHABLE");
    }

    @Test
    void a_forged_journal_changes_nothing_and_in_the_end_nothing_counts() throws Exception {
        listed();
        network.onlyWorker(fresh());
        eventually("answered", () -> refusal().isEmpty());
        network.journal = () -> new Journal(registry.address.raw(), LiveRegistry.NETWORK, List.of());
        registry.add(RegistryList.MODELS, Digest.sha256(new byte[] {9}));
        eventually("told", () -> notices.stream().anyMatch(line -> line.contains("JOURNAL_MISMATCH")));
        assertThat(refusal()).isEmpty();
        monotonic.addAndGet(LIMIT.toNanos() + 1);
        assertThat(refusal()).contains("REGISTRY_STALE").contains("JOURNAL_MISMATCH");
        network.journal = registry::told;
        eventually("read again", () -> refusal().isEmpty());
        assertThat(notices).last().asString().contains("read again");
    }

    @Test
    void a_key_must_name_a_block_of_this_chain() throws Exception {
        listed();
        MasterBlock head = servers.newest();
        network.onlyWorker(worker(Optional.empty(), head.time()));
        eventually("no block", () -> refusal().contains("BEACON_MISSING"));
        List<MasterBlock> others = List.of(
                new MasterBlock(-239, head.seqno(), head.rootHash(), head.time()),
                new MasterBlock(head.networkId(), head.seqno() - 1, head.rootHash(), head.time()),
                new MasterBlock(head.networkId(), head.seqno() + 1_000, head.rootHash(), head.time()),
                new MasterBlock(head.networkId(), head.seqno(), measurement, head.time()),
                new MasterBlock(
                        head.networkId(),
                        head.seqno(),
                        head.rootHash(),
                        head.time().plusSeconds(1)));
        for (MasterBlock other : others) {
            network.onlyWorker(worker(Optional.of(other), head.time()));
            eventually(other.toString(), () -> refusal().contains("BEACON_UNKNOWN"));
        }
        network.onlyWorker(worker(Optional.of(head), head.time()));
        eventually("this one", () -> refusal().isEmpty());
    }

    @Test
    void a_key_that_was_made_before_cannot_be_passed_off_as_new() throws Exception {
        MasterBlock old = servers.newest();
        listed();
        MasterBlock head = servers.newest();
        network.onlyWorker(worker(Optional.of(old), head.time()));
        eventually("old block", () -> refusal().contains("BEACON_OLD"));
        network.onlyWorker(worker(Optional.of(head), head.time().minusSeconds(1)));
        eventually("begins before", () -> refusal().contains("KEY_BEFORE_BEACON"));
        network.onlyWorker(worker(Optional.of(head), head.time()));
        eventually("new", () -> refusal().isEmpty());
    }

    private void listed() {
        registry.add(RegistryList.PRICES, RegistryItems.prices(FakeOperator.PRICES));
        registry.add(RegistryList.MEASUREMENTS, measurement);
        registry.add(RegistryList.MODELS, RegistryItems.model(FakeWorker.MODEL));
        registry.pass(LiveRegistry.DELAY);
    }

    private FakeWorker fresh() throws ChainException {
        MasterBlock head = servers.newest();
        return worker(Optional.of(head), head.time());
    }

    private FakeWorker worker(Optional<MasterBlock> block, Instant from) {
        return new FakeWorker(
                "6",
                network.tee,
                network.logKey,
                FakeOperator.PRICES,
                from,
                from.plus(KEY),
                block.map(it -> new Beacon(Bytes.of(new byte[32]), it)));
    }

    /** Empty where the question was answered. */
    private String refusal() {
        try (Answer _ = app.asker.ask(FakeApp.question("tell me more", Duration.ofSeconds(10)))) {
            return "";
        } catch (AskException e) {
            return e.code() + " " + e.getMessage();
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void eventually(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime() < end).as(what + ", but: " + refusal()).isTrue();
            Thread.sleep(20);
        }
    }
}
