package network.cocoon.commands.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.registry.RegistryOnChain.Entry;
import network.cocoon.commands.registry.RegistryOnChain.Place;
import network.cocoon.commands.registry.RegistryOnChain.Sight;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.JournalApi;
import network.cocoon.wire.api.JournalApi.Journal;
import network.cocoon.wire.api.OperatorApi.AllowMeasurement;
import network.cocoon.wire.api.OperatorApi.Because;
import network.cocoon.wire.api.RegistryApi.RegistryContents;
import network.cocoon.wire.api.RegistryApi.RegistryStanding;
import network.cocoon.wire.api.RegistryApi.RegistryStatus;
import network.cocoon.wire.api.RegistryApi.Waiting;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.registry.RegistryChange.Kind;
import network.cocoon.wire.registry.RegistryList;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryOnChainTest {

    private static final Digest ITEM = Digest.sha256(new byte[] {7});
    private static final Instant AT = Instant.ofEpochSecond(1_800_000_000);
    private static final Cell INIT = CellBuilder.begin().uint(5, 8).end();
    private static final String REGISTRY = TonAddress.ofStateInit(INIT).raw();
    private static final RegistryChange ADD = new RegistryChange(Kind.ADD, RegistryList.MEASUREMENTS, ITEM);
    private static final RegistryChange REVOKE = new RegistryChange(Kind.REVOKE, RegistryList.MEASUREMENTS, ITEM);

    @Test
    void what_is_listed_waits_until_the_chain_has_it_and_then_stands_in_the_journal(@TempDir Path data)
            throws Exception {
        try (TestServer server = TestServer.start(data)) {
            RegistryOnChain registry = server.bean(RegistryOnChain.class);
            assertThat(server.get("/v1/registry/journal", null).status()).isEqualTo(404);
            registry.seen(sight());
            assertThat(server.post(
                                    "/v1/operator/measurements",
                                    server.operatorToken(),
                                    new AllowMeasurement(ITEM, "release 1"))
                            .status())
                    .isEqualTo(204);
            RegistryStatus waiting = status(server);
            assertThat(waiting.waiting()).containsExactly(new Waiting(RegistryList.MEASUREMENTS, Kind.ADD, ITEM));
            assertThat(waiting.counted().orders()).isZero();
            assertThat(waiting.deployLink()).startsWith("ton://transfer/").contains("&init=");
            assertThat(waiting.topUpLink()).startsWith("ton://transfer/").doesNotContain("init");

            Entry first = entry(ADD, 0, RegistryStorage.NOTHING);
            Place after = place(1, ADD.link(RegistryStorage.NOTHING, AT));
            registry.published(REGISTRY, first, after);
            registry.published(REGISTRY, first, after);
            assertThat(status(server).waiting()).isEmpty();
            assertThat(status(server).counted().journal()).isEqualTo(after.journal());
            Journal journal = server.get("/v1/registry/journal", null).as(Journal.class);
            assertThat(journal)
                    .isEqualTo(new Journal(
                            REGISTRY,
                            -3,
                            List.of(new JournalApi.Entry(RegistryList.MEASUREMENTS, Kind.ADD, ITEM, first.from()))));

            server.post(
                    "/v1/operator/measurements/" + ITEM.hex() + "/revoke",
                    server.operatorToken(),
                    new Because("a hole"));
            assertThat(status(server).waiting())
                    .containsExactly(new Waiting(RegistryList.MEASUREMENTS, Kind.REVOKE, ITEM));
        }
    }

    @Test
    void another_journal_than_the_logs_is_refused_and_moves_no_place(@TempDir Path data) throws Exception {
        try (TestServer server = TestServer.start(data)) {
            RegistryOnChain registry = server.bean(RegistryOnChain.class);
            Place after = place(6, ITEM);
            assertThatThrownBy(() -> registry.published(REGISTRY, entry(REVOKE, 5, ITEM), after))
                    .isInstanceOf(RefusedException.class);
            assertThat(registry.place(REGISTRY)).isEmpty();
            registry.moved(REGISTRY, after);
            registry.moved(REGISTRY, place(2, ITEM));
            assertThat(registry.place(REGISTRY)).as("never backwards").contains(after);
            assertThat(server.get("/v1/operator/chain/registry", null).status()).isEqualTo(401);
        }
    }

    private static RegistryStatus status(TestServer server) {
        return server.get("/v1/operator/chain/registry", server.operatorToken()).as(RegistryStatus.class);
    }

    private static Entry entry(RegistryChange change, long order, Digest before) {
        return new Entry(change, change.from(AT, Duration.ofDays(1)), order, ITEM, 100 + order, AT, before);
    }

    private static Place place(long next, Digest journal) {
        return new Place(100 + next, ITEM, next, journal, 0, RegistryStorage.NOTHING, Instant.EPOCH);
    }

    private static Sight sight() {
        return new Sight(
                REGISTRY,
                INIT,
                -3,
                Bytes.of(new byte[32]),
                "0:" + "a".repeat(64),
                Duration.ofDays(1),
                RegistryStanding.DEPLOYED,
                Nanoton.of(5),
                new RegistryContents(0, RegistryStorage.NOTHING, 0, RegistryStorage.NOTHING),
                AT);
    }
}
