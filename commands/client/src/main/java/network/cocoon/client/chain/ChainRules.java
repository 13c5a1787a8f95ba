package network.cocoon.client.chain;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import network.cocoon.domain.attestation.AttestationPolicy;
import network.cocoon.domain.attestation.Beacon;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.MasterBlock;
import network.cocoon.domain.attestation.Measurement;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.wire.registry.RegistryItems;
import network.cocoon.wire.registry.RegistryList;

/**
 * What the chain says against workers, models and prices that the release keys allow. It only ever narrows. Never waits for
 * the chain.
 */
public final class ChainRules {

    /** What the chain says against something. */
    public sealed interface Objection {

        /** @param reason a code, then words */
        record Against(String reason) implements Objection {}

        /** The key's block is being looked up; when that has ended, ask again. */
        record NotYet(CompletableFuture<?> ended) implements Objection {}
    }

    private static final Duration LIFE = AttestationPolicy.MAX_KEY_LIFETIME;

    private final MasterBlocks blocks;
    private final Optional<RegistryWatch> registry;

    /** @param registry none: keys are held against the chain's blocks only */
    public ChainRules(MasterBlocks blocks, Optional<RegistryWatch> registry) {
        this.blocks = blocks;
        this.registry = registry;
    }

    /** About a worker whose evidence was found genuine. Nothing where the chain has nothing against it. */
    public Optional<Objection> toWorker(
            WorkerKeyId key, KeyStatement statement, Optional<Beacon> beacon, Measurement measurement) {
        Optional<Objection> listed = registry.flatMap(watch -> switch (watch.standing()) {
            case Standing.Unknown(ChainException why) -> against(String.valueOf(why.getMessage()));
            case Standing.Known known -> toListed(known, key, statement, measurement);
        });
        return listed.isPresent() ? listed : toBeacon(statement, beacon);
    }

    /**
     * Nothing where they are listed, in force or not: the delay gives people time to see software that they did not expect,
     * and a price is agreed with each request anyhow.
     */
    public Optional<Objection.Against> toPrices(PriceList prices) {
        return registry.flatMap(watch -> switch (watch.standing()) {
            case Standing.Unknown(ChainException why) ->
                Optional.of(new Objection.Against(String.valueOf(why.getMessage())));
            case Standing.Known known ->
                known.lists().listed(RegistryList.PRICES, RegistryItems.prices(prices))
                        ? Optional.empty()
                        : Optional.of(objection(
                                known,
                                RegistryList.PRICES,
                                RegistryItems.prices(prices),
                                "PRICES_NOT_LISTED: the price list"));
        });
    }

    /** About what a worker is made of, before it has keys. Nothing where both are listed and in force. */
    public static Optional<Objection.Against> toSoftware(Standing.Known known, Measurement measurement, Digest model) {
        return absent(
                        known,
                        RegistryList.MEASUREMENTS,
                        RegistryItems.measurement(measurement),
                        "MEASUREMENT_NOT_LISTED: the measurement")
                .or(() ->
                        absent(known, RegistryList.MODELS, RegistryItems.model(model), "MODEL_NOT_LISTED: the model"));
    }

    private static Optional<Objection> toListed(
            Standing.Known known, WorkerKeyId key, KeyStatement statement, Measurement measurement) {
        RegistryLists lists = known.lists();
        if (lists.revoked(RegistryList.WORKERS, RegistryItems.workerKey(key))) {
            return against("WORKER_KEY_REVOKED: the worker's key was revoked on chain");
        }
        if (lists.revoked(RegistryList.WORKERS, RegistryItems.platform(statement.platformId()))) {
            return against("PLATFORM_REVOKED: the machine was revoked on chain");
        }
        return toSoftware(known, measurement, statement.modelDigest()).map(it -> it);
    }

    private static Optional<Objection.Against> absent(
            Standing.Known known, RegistryList list, Digest item, String what) {
        return known.lists().inForce(list, item, known.chainTime())
                ? Optional.empty()
                : Optional.of(objection(known, list, item, what));
    }

    private static Objection.Against objection(Standing.Known known, RegistryList list, Digest item, String what) {
        return new Objection.Against(what + " " + item + " " + known.lists().absence(list, item));
    }

    private Optional<Objection> toBeacon(KeyStatement statement, Optional<Beacon> beacon) {
        if (beacon.isEmpty()) {
            return against("BEACON_MISSING: the key names no block of the chain, so nothing shows that it is new");
        }
        MasterBlock named = beacon.get().block();
        CompletableFuture<MasterBlocks.Lookup> lookup = blocks.of(named.seqno());
        if (!lookup.isDone()) {
            return Optional.of(new Objection.NotYet(lookup));
        }
        return switch (lookup.join()) {
            case MasterBlocks.Lookup.Failed(ChainException why) ->
                against("BEACON_UNKNOWN: block " + named.seqno() + " was not found: " + why.getMessage());
            case MasterBlocks.Lookup.Found(MasterBlock block) ->
                block.equals(named)
                        ? toPeriod(statement, block)
                        : against("BEACON_UNKNOWN: the chain's block " + named.seqno() + " is another");
        };
    }

    /** The key was made when the block was there, so it began no earlier and lives no longer from then on. */
    private static Optional<Objection> toPeriod(KeyStatement statement, MasterBlock block) {
        if (statement.notBefore().isBefore(block.time())) {
            return against("KEY_BEFORE_BEACON: the key begins at " + statement.notBefore() + ", its block is of "
                    + block.time());
        }
        return statement.notAfter().isAfter(block.time().plus(LIFE))
                ? against("BEACON_OLD: the key ends at " + statement.notAfter() + ", more than " + LIFE.toMinutes()
                        + " minutes after its block of " + block.time())
                : Optional.empty();
    }

    private static Optional<Objection> against(String reason) {
        return Optional.of(new Objection.Against(reason));
    }
}
