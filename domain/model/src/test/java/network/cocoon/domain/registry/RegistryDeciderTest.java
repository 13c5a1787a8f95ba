package network.cocoon.domain.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.DeciderFixture;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import org.junit.jupiter.api.Test;

class RegistryDeciderTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final ModelId MODEL = new ModelId("cocoon-tiny");
    private static final Digest IMAGE = Digest.sha256("image".getBytes(StandardCharsets.UTF_8));

    private static final String REGISTRY = "0:registry";

    private final DeciderFixture<RegistryCommand, RegistryState, RegistryEvent> fresh =
            DeciderFixture.of(new RegistryDecider());
    private final DeciderFixture<RegistryCommand, RegistryState, RegistryEvent> listed =
            fresh.given(new RegistryCommand.ListModel(MODEL, "Cocoon", IMAGE, 4096, NOW));

    private static RegistryCommand.SetPrice price(long price, int fee) {
        return new RegistryCommand.SetPrice(MODEL, Nanoton.of(price), Multipliers.EVEN, fee, NOW);
    }

    @Test
    void listsModelsWithinBounds() {
        listed.thenAlreadyDone(new RegistryCommand.ListModel(MODEL, "Cocoon", IMAGE, 4096, NOW));
        fresh.thenRefused(new RegistryCommand.ListModel(MODEL, "a,b", IMAGE, 4096, NOW), RegistryRefusal.INVALID_MODEL);
        fresh.thenRefused(new RegistryCommand.ListModel(MODEL, "Cocoon", IMAGE, 0, NOW), RegistryRefusal.INVALID_MODEL);
    }

    @Test
    void everyNewPriceIsTheNextVersion() {
        fresh.thenRefused(price(20, 5), RegistryRefusal.MODEL_NOT_LISTED);
        listed.thenRefused(price(20, 101), RegistryRefusal.INVALID_PRICE);
        listed.thenRefused(price(1_000_000_000_001L, 5), RegistryRefusal.INVALID_PRICE);
        var priced = listed.given(price(20, 5));
        priced.thenAlreadyDone(price(20, 5));
        var dearer = priced.given(price(21, 5));
        assertThat(dearer.state().prices().get(MODEL))
                .isEqualTo(new PriceList(MODEL, 2, Nanoton.of(21), Multipliers.EVEN, 5));
    }

    private static RegistryCommand.OrderPrice order(long price) {
        return new RegistryCommand.OrderPrice(MODEL, Nanoton.of(price), Multipliers.EVEN, 5, NOW);
    }

    @Test
    void anOrderedPriceIsInForceOnceAppsCanHaveReadItOnChain() {
        fresh.thenRefused(order(20), RegistryRefusal.MODEL_NOT_LISTED);
        listed.thenRefused(new RegistryCommand.EnforcePrice(MODEL, NOW), RegistryRefusal.PRICE_NOT_DUE);
        var first = new PriceList(MODEL, 1, Nanoton.of(20), Multipliers.EVEN, 5);
        var priced = listed.given(order(20));
        assertThat(priced.state().prices()).as("the first at once").containsEntry(MODEL, first);
        priced.thenAlreadyDone(order(20));

        var second = new PriceList(MODEL, 2, Nanoton.of(21), Multipliers.EVEN, 5);
        var ordered = priced.given(order(21));
        ordered.thenAlreadyDone(order(21));
        assertThat(ordered.state().prices()).containsEntry(MODEL, first);
        var wanted = new Listing(Listing.Kind.ADD, Listing.Shelf.PRICES, second.digest());
        assertThat(waiting(ordered)).contains(wanted);
        ordered.thenRefused(
                new RegistryCommand.EnforcePrice(MODEL, NOW.plusSeconds(3600)), RegistryRefusal.PRICE_NOT_DUE);

        var onChain = ordered.given(entry(0, wanted, Publications.NOTHING, hash(1)));
        Instant due = NOW.plus(PriceOrders.TO_BE_READ);
        assertThat(onChain.state().duePrices(due.minusMillis(1))).isEmpty();
        onChain.thenRefused(new RegistryCommand.EnforcePrice(MODEL, due.minusMillis(1)), RegistryRefusal.PRICE_NOT_DUE);
        assertThat(onChain.state().duePrices(due)).containsExactly(MODEL);
        var enforced = onChain.given(new RegistryCommand.EnforcePrice(MODEL, due));
        assertThat(enforced.state().prices()).containsEntry(MODEL, second);
        assertThat(enforced.state().ordered()).isEmpty();
        assertThat(waiting(enforced)).doesNotContain(wanted);
        enforced.thenRefused(new RegistryCommand.EnforcePrice(MODEL, due), RegistryRefusal.PRICE_NOT_DUE);
    }

    @Test
    void aPriceThatIsOrderedOverIsNeverInForceAndNoVersionIsGivenTwice() {
        var ordered = listed.given(order(20)).given(order(21)).given(order(22));
        assertThat(ordered.state().ordered())
                .containsEntry(
                        MODEL, new OrderedPrice(new PriceList(MODEL, 3, Nanoton.of(22), Multipliers.EVEN, 5), null));
        var taken = ordered.given(order(20));
        assertThat(taken.state().ordered().get(MODEL))
                .extracting(price -> price.list().version())
                .isEqualTo(4);
        var atOnce = ordered.given(price(20, 5));
        assertThat(atOnce.state().prices().get(MODEL))
                .extracting(PriceList::version)
                .isEqualTo(4);
        assertThat(atOnce.state().ordered()).isEmpty();
    }

    @Test
    void aRevokedMeasurementNeverComesBack() {
        var allow = new RegistryCommand.AllowMeasurement(IMAGE, "release 1", NOW);
        var revoke = new RegistryCommand.RevokeMeasurement(IMAGE, "a hole", NOW);
        fresh.thenRefused(revoke, RegistryRefusal.MEASUREMENT_NOT_ALLOWED);
        var allowed = fresh.given(allow);
        allowed.thenAlreadyDone(allow);
        var revoked = allowed.given(revoke);
        revoked.thenAlreadyDone(revoke);
        revoked.thenRefused(allow, RegistryRefusal.MEASUREMENT_WAS_REVOKED);
    }

    @Test
    void whatIsListedWaitsUntilItIsOnChainRevocationsFirst() {
        var allowed = fresh.given(new RegistryCommand.AllowMeasurement(IMAGE, "release 1", NOW));
        var added = new Listing(Listing.Kind.ADD, Listing.Shelf.MEASUREMENTS, IMAGE);
        assertThat(waiting(allowed)).containsExactly(added);
        var published = allowed.given(entry(0, added, Publications.NOTHING, hash(1)));
        assertThat(waiting(published)).isEmpty();
        assertThat(published.state().publications().waitingFor("0:other"))
                .as("another registry has nothing yet")
                .containsExactly(added);
        var revoked = published
                .given(new RegistryCommand.ListModel(MODEL, "Cocoon", hash(9), 4096, NOW))
                .given(new RegistryCommand.RevokeMeasurement(IMAGE, "a hole", NOW));
        var gone = new Listing(Listing.Kind.REVOKE, Listing.Shelf.MEASUREMENTS, IMAGE);
        var model = new Listing(Listing.Kind.ADD, Listing.Shelf.MODELS, hash(9));
        assertThat(waiting(revoked)).containsExactly(gone, model);
        assertThat(revoked.state().publications().waitingFor("0:other"))
                .as("what was revoked is never added again")
                .containsExactly(gone, model);
    }

    @Test
    void theJournalGrowsByItsOwnLinksOnly() {
        var change = new Listing(Listing.Kind.ADD, Listing.Shelf.MODELS, IMAGE);
        var first = entry(3, change, Publications.NOTHING, hash(1));
        fresh.thenRefused(entry(3, change, hash(1), hash(2)), RegistryRefusal.JOURNAL_DIFFERS);
        var one = fresh.given(first);
        one.thenAlreadyDone(first);
        assertThat(one.state().publications().foreign())
                .as("nobody asked for it")
                .containsExactly(change);
        one.thenRefused(
                entry(3, change, Publications.NOTHING, hash(1), NOW.plusSeconds(1)), RegistryRefusal.JOURNAL_DIFFERS);
        one.thenRefused(entry(4, change, Publications.NOTHING, hash(2)), RegistryRefusal.JOURNAL_DIFFERS);
        one.thenRefused(entry(2, change, hash(1), hash(2)), RegistryRefusal.JOURNAL_DIFFERS);
        var two = one.given(entry(5, change, hash(1), hash(2)));
        two.thenAlreadyDone(first);
        assertThat(two.state().publications().journalOf(REGISTRY)).isEqualTo(hash(2));
        assertThat(two.state().publications().journalOf("0:other")).isEqualTo(Publications.NOTHING);
    }

    private static List<Listing> waiting(DeciderFixture<RegistryCommand, RegistryState, RegistryEvent> registry) {
        return registry.state().publications().waitingFor(REGISTRY);
    }

    private static RegistryCommand entry(long order, Listing change, Digest before, Digest journal) {
        return entry(order, change, before, journal, NOW);
    }

    private static RegistryCommand entry(long order, Listing change, Digest before, Digest journal, Instant chainTime) {
        return new RegistryCommand.RecordPublication(
                REGISTRY, change, NOW, order, IMAGE, 100 + order, chainTime, before, journal, NOW);
    }

    private static Digest hash(int of) {
        return Digest.sha256(new byte[] {(byte) of});
    }
}
