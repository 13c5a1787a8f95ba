package network.cocoon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.domain.registry.Publications;
import network.cocoon.domain.registry.RegistryEvent;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.registry.RegistryChange.Kind;
import network.cocoon.wire.registry.RegistryList;
import network.cocoon.wire.ton.CellBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was published on chain, as the log tells it, and as an operator might wish to tell it. */
class PublicationAuditTest {

    private static final String NAME = "registry.Published";
    private static final Instant AT = Instant.parse("2026-11-22T00:00:00Z");
    private static final Duration DELAY = Duration.ofDays(1);

    /** The model, then the measurement, then its revocation. */
    private static MemoryLog published() {
        return published(false);
    }

    /** @param earlier hashed as the registry's first contract did */
    private static MemoryLog published(boolean earlier) {
        Story story = new Story();
        story.revokeMeasurement();
        MemoryLog log = story.log();
        Digest journal = Publications.NOTHING;
        List<RegistryChange> changes = List.of(
                new RegistryChange(Kind.ADD, RegistryList.MODELS, Story.MODEL_DIGEST),
                new RegistryChange(Kind.ADD, RegistryList.MEASUREMENTS, Story.digest("image")),
                new RegistryChange(Kind.REVOKE, RegistryList.MEASUREMENTS, Story.digest("image")));
        for (int i = 0; i < changes.size(); i++) {
            RegistryChange change = changes.get(i);
            Instant chainTime = AT.plusSeconds(10L * i);
            Instant from = change.from(chainTime, DELAY);
            journal = earlier
                    ? CellBuilder.begin()
                            .digest(journal)
                            .uint(from.getEpochSecond(), 32)
                            .cell(change.toCell())
                            .end()
                            .hash()
                    : change.link(journal, chainTime);
            log.append(
                    "network",
                    new RegistryEvent.Published(
                            "0:registry",
                            change.listing(),
                            from,
                            2L * i,
                            Story.digest("transaction " + i),
                            100L + i,
                            chainTime,
                            journal,
                            chainTime));
        }
        return log;
    }

    /** A price that was ordered and published, and is charged so long after that. */
    private static MemoryLog dearer(Duration after) {
        MemoryLog log = new Story().log();
        PriceList list = new PriceList(Story.MODEL, 2, Nanoton.of(30), Multipliers.EVEN, 5);
        log.append("network", new RegistryEvent.PriceOrdered(list, list.digest(), AT));
        var change = new RegistryChange(Kind.ADD, RegistryList.PRICES, list.digest());
        Instant from = change.from(AT, DELAY);
        log.append(
                "network",
                new RegistryEvent.Published(
                        "0:registry",
                        change.listing(),
                        from,
                        0,
                        Story.digest("transaction"),
                        100,
                        AT,
                        change.link(Publications.NOTHING, AT),
                        AT));
        log.append("network", new RegistryEvent.PriceSet(list, list.digest(), AT.plus(after)));
        return log;
    }

    @Test
    void anOrderedPriceIsChargedOnlyWhereItWasPublishedAndCouldBeRead() {
        Duration read = Duration.ofSeconds(20);
        assertThat(Auditor.audit(dearer(read)).discrepancy()).isNull();
        assertThat(Auditor.audit(dearer(read.minusSeconds(1))).discrepancy()).isNotNull();
        MemoryLog unpublished = dearer(read);
        unpublished.remove(NAME, 0);
        assertThat(Auditor.audit(unpublished).discrepancy()).isNotNull();
        MemoryLog twice = dearer(read);
        twice.repeat("registry.PriceSet", 1);
        assertThat(Auditor.audit(twice).discrepancy()).isNotNull();
    }

    record Change(String rule, Consumer<MemoryLog> change) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static List<Change> changes() {
        return List.of(
                new Change(
                        "journal",
                        log -> log.tamper(NAME, 0, json -> json.withObject("/change")
                                .put("item", Story.digest("another").hex()))),
                new Change(
                        "journal date", log -> log.tamper(NAME, 1, json -> json.put("from", "2026-11-23T00:00:11Z"))),
                new Change(
                        "journal date", log -> log.tamper(NAME, 1, json -> json.put("from", "2026-11-21T00:00:10Z"))),
                new Change(
                        "journal date", log -> log.tamper(NAME, 2, json -> json.put("from", "2026-11-22T00:00:21Z"))),
                new Change(
                        "journal",
                        log -> log.tamper(
                                NAME,
                                2,
                                json -> json.put(
                                        "journal", Story.digest("another").hex()))),
                new Change("journal", log -> log.remove(NAME, 0)),
                new Change("journal", log -> log.moveToEnd(NAME, 1)),
                new Change("journal order", log -> log.tamper(NAME, 1, json -> json.put("order", 0))),
                new Change("journal order", log -> log.tamper(NAME, 2, json -> json.put("lt", 101))),
                new Change(
                        "journal", log -> log.tamper(NAME, 1, json -> json.put("chainTime", "2026-11-22T00:00:09Z"))),
                new Change(
                        "journal", log -> log.tamper(NAME, 2, json -> json.put("chainTime", "2026-11-22T00:00:19Z"))),
                new Change("journal", log -> log.repeat(NAME, 2)),
                new Change("journal entry", log -> log.remove("registry.MeasurementRevoked", 0)));
    }

    @Test
    void theJournalHolds() {
        assertThat(Auditor.audit(published()).discrepancy()).isNull();
        assertThat(Auditor.audit(published(true)).discrepancy()).isNull();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whatIsChangedIsFoundByName(Change change) {
        MemoryLog log = published();
        change.change().accept(log);
        Discrepancy found = Objects.requireNonNull(Auditor.audit(log).discrepancy());
        assertThat(found.rule()).isEqualTo(change.rule());
        assertThat(found.stream()).isEqualTo("registry");
    }
}
