package network.cocoon.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.provider.ProviderEvent;
import network.cocoon.domain.registry.OrderedPrice;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.domain.registry.RegistryCommand;
import network.cocoon.domain.registry.RegistryDecider;
import network.cocoon.domain.registry.RegistryEvent;
import network.cocoon.domain.registry.RegistryState;
import network.cocoon.domain.worker.AttestedKey;
import network.cocoon.domain.worker.WorkerEvent;
import network.cocoon.domain.worker.WorkerState;

/** What a request may refer to: the registry's models and prices, providers, and workers with their keys. */
final class SupplyCheck {

    /** A coefficient that a worker has asked for. */
    private record Offered(WorkerId worker, ModelId model, int coefficient) {}

    /** Between a decision of the registry and its being seen by every node. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final RegistryDecider registryDecider = new RegistryDecider();
    private final ProviderCheck providers;
    private final WorkerCheck workers;
    private RegistryState registry = RegistryState.EMPTY;
    private final Set<PriceList> prices = new HashSet<>();
    private final Map<WorkerKeyId, AttestedKey> keys = new HashMap<>();
    private final Set<Offered> offers = new HashSet<>();
    private final Map<Digest, Instant> revocations = new HashMap<>();

    SupplyCheck(String networkId, SlotBook slots) {
        this.providers = new ProviderCheck(networkId);
        this.workers = new WorkerCheck(slots);
    }

    void check(RegistryEvent event, Place place) {
        Sequences.onItsStream(RegistryDecider.STREAM_ID, place);
        if (event instanceof RegistryEvent.Published e) {
            PublicationCheck.check(e, registry.publications(), place);
        }
        RegistryCommand command =
                switch (event) {
                    case RegistryEvent.ModelListed e ->
                        new RegistryCommand.ListModel(e.model(), e.family(), e.digest(), e.contextTokens(), e.at());
                    case RegistryEvent.PriceOrdered e ->
                        new RegistryCommand.OrderPrice(
                                e.prices().model(),
                                e.prices().pricePerToken(),
                                e.prices().multipliers(),
                                e.prices().feePercent(),
                                e.at());
                    case RegistryEvent.PriceSet e -> priceSet(e);
                    case RegistryEvent.MeasurementAllowed e ->
                        new RegistryCommand.AllowMeasurement(e.measurement(), e.note(), e.at());
                    case RegistryEvent.MeasurementRevoked e ->
                        new RegistryCommand.RevokeMeasurement(e.measurement(), e.reason(), e.at());
                    case RegistryEvent.Published e ->
                        new RegistryCommand.RecordPublication(
                                e.registry(),
                                e.change(),
                                e.from(),
                                e.order(),
                                e.transaction(),
                                e.lt(),
                                e.chainTime(),
                                registry.publications().journalOf(e.registry()),
                                e.journal(),
                                e.at());
                };
        place.decided(registryDecider.decide(command, registry), event);
        registry = registryDecider.evolve(registry, event);
        if (event instanceof RegistryEvent.PriceSet e) {
            prices.add(e.prices());
        }
        if (event instanceof RegistryEvent.MeasurementRevoked e) {
            revocations.put(e.measurement(), e.at());
        }
    }

    /** What was ordered comes into force as it stands on chain; any other price at once. */
    private RegistryCommand priceSet(RegistryEvent.PriceSet e) {
        PriceList list = e.prices();
        OrderedPrice ordered = registry.ordered().get(list.model());
        return ordered != null && ordered.list().equals(list)
                ? new RegistryCommand.EnforcePrice(list.model(), e.at())
                : new RegistryCommand.SetPrice(
                        list.model(), list.pricePerToken(), list.multipliers(), list.feePercent(), e.at());
    }

    void check(ProviderEvent event, Place place) {
        providers.check(event, place);
    }

    void check(WorkerEvent event, Place place) {
        workers.check(event, place);
        if (event instanceof WorkerEvent.Registered e) {
            place.require(providers.knows(e.provider()), "provider", "a registered provider", e.provider());
        }
        if (event instanceof WorkerEvent.Attested e
                && workers.state(e.worker()) instanceof WorkerState.Enrolled worker) {
            worker.key(e.key()).ifPresent(key -> keys.put(e.key(), key));
        }
        if (event instanceof WorkerEvent.ModelOffered e) {
            offers.add(new Offered(e.worker(), e.model(), e.coefficient()));
        }
    }

    /** The family of a model that must be listed. */
    String family(ModelId model, Place place) {
        RegistryState.ListedModel listed = registry.models().get(model);
        if (listed == null) {
            throw place.wrong("model", "a listed model", model);
        }
        return listed.family();
    }

    void priced(PriceList list, Place place) {
        if (!prices.contains(list)) {
            throw place.wrong("price", "a price list of the registry", list.digest());
        }
    }

    /** Whether what is scheduled then for a provider may go to this address. */
    boolean isPaidAt(ProviderId provider, String address, Instant at) {
        return providers.isPaidAt(provider, address, at);
    }

    /** The attested keys behind a key id, which must be this worker's, of this provider. */
    AttestedKey key(WorkerId worker, ProviderId provider, WorkerKeyId id, Place place) {
        AttestedKey key = keys.get(id);
        if (key == null) {
            throw place.wrong("worker key", "an attested key", id);
        }
        switch (workers.state(worker)) {
            case WorkerState.Absent _ -> throw place.wrong("worker", "a registered worker", worker);
            case WorkerState.Enrolled enrolled -> {
                if (!enrolled.provider().equals(provider)) {
                    throw place.wrong("provider", enrolled.provider(), provider);
                }
                if (!workers.owns(worker, id)) {
                    throw place.wrong("worker key", "a key of " + worker, id);
                }
            }
        }
        return key;
    }

    /** A revocation acts at once, but for what a server was doing just then. */
    void notRevoked(AttestedKey key, Instant at, Place place) {
        Instant revoked = revocations.get(key.measurement());
        if (revoked != null && at.isAfter(revoked.plus(OVERLAP))) {
            throw place.wrong("measurement", "one that stands", "revoked at " + revoked);
        }
    }

    void offered(WorkerId worker, ModelId model, int coefficient, Place place) {
        if (!offers.contains(new Offered(worker, model, coefficient))) {
            throw place.wrong("coefficient", "one that the worker offered", coefficient);
        }
    }
}
