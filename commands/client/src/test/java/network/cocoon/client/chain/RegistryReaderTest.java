package network.cocoon.client.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import network.cocoon.client.account.DataFolder;
import network.cocoon.client.chain.ChainException.Code;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.api.JournalApi.Entry;
import network.cocoon.wire.api.JournalApi.Journal;
import network.cocoon.wire.registry.RegistryChange.Kind;
import network.cocoon.wire.registry.RegistryList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a registry on the real TVM, and what is not believed of it. */
class RegistryReaderTest {

    private static final Digest MODEL = item(1);
    private static final Digest OTHER = item(2);

    @TempDir
    private Path data;

    private LiveRegistry registry;

    @BeforeEach
    void deployed() throws IOException {
        registry = new LiveRegistry();
    }

    @AfterEach
    void ended() throws IOException {
        registry.close();
    }

    @Test
    void an_addition_is_in_force_after_the_delay_and_a_revocation_at_once() throws IOException {
        RegistryReader reader = registry.reader(data);
        assertThat(inForce(reader)).as("nothing is listed").isFalse();

        registry.add(RegistryList.MODELS, MODEL);
        assertThat(inForce(reader)).as("not yet").isFalse();
        registry.pass(LiveRegistry.DELAY.minusSeconds(1));
        assertThat(inForce(reader)).as("a second too early").isFalse();
        registry.pass(Duration.ofSeconds(1));
        assertThat(inForce(reader)).isTrue();

        registry.revoke(RegistryList.MODELS, MODEL);
        Standing.Known known = reader.read();
        assertThat(known.lists().inForce(RegistryList.MODELS, MODEL, known.chainTime()))
                .isFalse();
        assertThat(known.lists().revoked(RegistryList.MODELS, MODEL)).isTrue();

        registry.add(RegistryList.MODELS, MODEL);
        assertThat(inForce(reader)).as("added again, and again the delay").isFalse();
        registry.pass(LiveRegistry.DELAY);
        assertThat(inForce(reader)).isTrue();
        assertThat(reader.read().lists().revoked(RegistryList.MODELS, MODEL)).isFalse();
    }

    @Test
    void a_list_is_not_another() throws IOException {
        registry.add(RegistryList.PRICES, MODEL);
        registry.pass(LiveRegistry.DELAY);
        assertThat(inForce(registry.reader(data))).isFalse();
    }

    @Test
    void no_other_journal_than_the_one_on_chain_is_believed() throws IOException {
        registry.add(RegistryList.MODELS, MODEL);
        registry.add(RegistryList.MEASUREMENTS, OTHER);
        registry.revoke(RegistryList.MODELS, OTHER);
        registry.add(RegistryList.PRICES, item(3));
        List<Entry> truth = List.copyOf(registry.journal);
        List<List<Entry>> forgeries = new ArrayList<>();
        for (int i = 0; i < truth.size(); i++) {
            Entry e = truth.get(i);
            forgeries.add(without(truth, i));
            forgeries.add(with(truth, i, new Entry(RegistryList.WORKERS, e.kind(), e.item(), e.from())));
            forgeries.add(with(truth, i, new Entry(e.list(), other(e.kind()), e.item(), e.from())));
            forgeries.add(with(truth, i, new Entry(e.list(), e.kind(), item(9), e.from())));
            forgeries.add(with(
                    truth, i, new Entry(e.list(), e.kind(), e.item(), e.from().minusSeconds(1))));
            forgeries.add(with(
                    truth, i, new Entry(e.list(), e.kind(), e.item(), e.from().plusNanos(1))));
            forgeries.add(with(
                    truth, i, new Entry(e.list(), e.kind(), e.item(), e.from().plusSeconds(1L << 32))));
            forgeries.add(with(
                    truth, i, new Entry(e.list(), e.kind(), e.item(), e.from().minusSeconds(1L << 32))));
            for (int j = i + 1; j < truth.size(); j++) {
                List<Entry> swapped = new ArrayList<>(truth);
                Collections.swap(swapped, i, j);
                forgeries.add(swapped);
            }
        }
        forgeries.add(List.of());
        for (List<Entry> forgery : forgeries) {
            registry.journal.clear();
            registry.journal.addAll(forgery);
            refused(registry.reader(data), Code.JOURNAL_MISMATCH);
        }
        registry.journal.clear();
        registry.journal.addAll(truth);
        registry.reader(data).read();
    }

    @Test
    void what_follows_the_entries_on_chain_counts_for_nothing() throws IOException {
        registry.add(RegistryList.MODELS, OTHER);
        registry.journal.add(
                new Entry(RegistryList.MODELS, Kind.ADD, MODEL, registry.clock().instant()));
        assertThat(inForce(registry.reader(data))).isFalse();
    }

    @Test
    void a_journal_of_another_registry_or_network_is_not_ours() throws IOException {
        refused(told(new Journal("0:" + "1".repeat(64), LiveRegistry.NETWORK, List.of())), Code.JOURNAL_MISMATCH);
        refused(told(new Journal(registry.address.raw(), -239, List.of())), Code.JOURNAL_MISMATCH);
        refused(told(new Journal("nowhere", LiveRegistry.NETWORK, List.of())), Code.JOURNAL_MISMATCH);
        told(registry.told()).read();
    }

    @Test
    void an_operator_that_serves_no_journal_is_told_of() throws IOException {
        registry.add(RegistryList.MODELS, MODEL);
        refused(
                reader(registry.servers(), () -> {
                    throw new IOException("connection reset");
                }),
                Code.JOURNAL_UNREACHABLE);
    }

    @Test
    void what_was_seen_is_never_taken_back_not_even_after_a_restart() throws IOException {
        try (LiveRegistry copy = new LiveRegistry(registry)) {
            registry.add(RegistryList.MODELS, MODEL);
            registry.checkpoint(100);
            registry.reader(data).read();

            refused(reader(copy.servers(), copy::told), Code.REGISTRY_WENT_BACK);
            copy.checkpoint(100);
            copy.checkpoint(101);
            reader(copy.servers(), copy::told).read();
        }
    }

    @Test
    void a_chain_that_is_not_there_or_stands_still_is_named() throws IOException {
        refused(reader(servers(URI.create("http://127.0.0.1:1/api/v2")), registry::told), Code.CHAIN_UNREACHABLE);
        registry.stall(Duration.ofMinutes(11));
        refused(registry.reader(data), Code.CHAIN_BEHIND);
    }

    @Test
    void an_address_without_a_registry_is_named() throws IOException {
        var nowhere = new network.cocoon.wire.ton.TonAddress((byte) 0, OTHER);
        refused(
                new RegistryReader(
                        registry.servers(),
                        nowhere,
                        registry::told,
                        folder(),
                        Duration.ofMinutes(10),
                        registry.clock()),
                Code.REGISTRY_ABSENT);
    }

    private RegistryReader told(Journal journal) throws IOException {
        return reader(registry.servers(), () -> journal);
    }

    private RegistryReader reader(ChainServers servers, RegistryWatch.Journals journals) throws IOException {
        return new RegistryReader(
                servers, registry.address, journals, folder(), Duration.ofMinutes(10), registry.clock());
    }

    private DataFolder folder() throws IOException {
        return new DataFolder(data, new SecureRandom());
    }

    private static ChainServers servers(URI server) {
        return new ChainServers(new ChainSettings(List.of(server), Optional.empty(), 1));
    }

    private static boolean inForce(RegistryReader reader) throws IOException {
        Standing.Known known = reader.read();
        return known.lists().inForce(RegistryList.MODELS, MODEL, known.chainTime());
    }

    static void refused(RegistryReader reader, Code code) {
        assertThatExceptionOfType(ChainException.class).isThrownBy(reader::read).satisfies(e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private static List<Entry> without(List<Entry> entries, int place) {
        List<Entry> fewer = new ArrayList<>(entries);
        fewer.remove(place);
        return fewer;
    }

    private static List<Entry> with(List<Entry> entries, int place, Entry other) {
        List<Entry> changed = new ArrayList<>(entries);
        changed.set(place, other);
        return changed;
    }

    private static Kind other(Kind kind) {
        return kind == Kind.ADD ? Kind.REVOKE : Kind.ADD;
    }

    private static Digest item(int number) {
        return Digest.sha256(new byte[] {(byte) number});
    }
}
