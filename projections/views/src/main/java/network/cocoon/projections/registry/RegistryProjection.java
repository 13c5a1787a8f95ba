package network.cocoon.projections.registry;

import java.time.Instant;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.registry.RegistryEvent;
import network.cocoon.domain.registry.RegistryEvent.MeasurementAllowed;
import network.cocoon.domain.registry.RegistryEvent.MeasurementRevoked;
import network.cocoon.domain.registry.RegistryEvent.ModelListed;
import network.cocoon.domain.registry.RegistryEvent.PriceOrdered;
import network.cocoon.domain.registry.RegistryEvent.PriceSet;
import network.cocoon.domain.registry.RegistryEvent.Published;
import network.cocoon.projections.write.Projection;
import network.cocoon.projections.write.RowWrite;
import network.cocoon.projections.write.ViewBatch;
import network.cocoon.projections.write.ViewEvent;
import org.springframework.stereotype.Component;

/** One row per model, per price list and per measurement. */
@Component
class RegistryProjection implements Projection {

    private static final RowWrite MODEL = RowWrite.into(
            "view_model", "model text, version bigint, family text, digest text, context integer, at timestamptz", """
            INSERT INTO view_model (model, version, family, digest, context_tokens, listed_at)
            SELECT model, version, family, digest, context, at FROM :rows
            ON CONFLICT (model) DO UPDATE SET version = excluded.version, family = excluded.family,
                digest = excluded.digest, context_tokens = excluded.context_tokens, listed_at = excluded.listed_at
            WHERE view_model.version < excluded.version""");

    private static final RowWrite PRICE = RowWrite.into("view_price", """
            model text, price_version integer, digest text, price bigint, prompt integer, cached integer,
            completion integer, reasoning integer, fee integer, at timestamptz""", """
            INSERT INTO view_price (model, price_version, digest, price_per_token, prompt_multiplier,
                cached_multiplier, completion_multiplier, reasoning_multiplier, fee_percent, at)
            SELECT model, price_version, digest, price, prompt, cached, completion, reasoning, fee, at FROM :rows
            ON CONFLICT (model, price_version) DO NOTHING""");

    private static final RowWrite MEASUREMENT = RowWrite.into(
            "view_measurement", "measurement text, version bigint, allowed boolean, note text, at timestamptz", """
            INSERT INTO view_measurement (measurement, version, allowed, note, changed_at)
            SELECT measurement, version, allowed, note, at FROM :rows
            ON CONFLICT (measurement) DO UPDATE SET version = excluded.version, allowed = excluded.allowed,
                note = excluded.note, changed_at = excluded.changed_at
            WHERE view_measurement.version < excluded.version""");

    @Override
    public void on(ViewEvent event, ViewBatch batch) {
        if (!(event.payload() instanceof RegistryEvent registry)) {
            return;
        }
        switch (registry) {
            case ModelListed e ->
                batch.add(
                        MODEL,
                        e.model().value(),
                        e.model().value(),
                        event.sequence(),
                        e.family(),
                        e.digest().hex(),
                        e.contextTokens(),
                        e.at());
            case PriceSet e -> priced(e, batch);
            case MeasurementAllowed e -> measured(e.measurement(), event.sequence(), true, e.note(), e.at(), batch);
            case MeasurementRevoked e -> measured(e.measurement(), event.sequence(), false, e.reason(), e.at(), batch);
            case PriceOrdered _, Published _ -> {}
        }
    }

    private static void priced(PriceSet e, ViewBatch batch) {
        var prices = e.prices();
        String model = prices.model().value();
        batch.add(
                PRICE,
                model + '/' + prices.version(),
                model,
                prices.version(),
                e.digest().hex(),
                prices.pricePerToken().value(),
                prices.multipliers().prompt(),
                prices.multipliers().cached(),
                prices.multipliers().completion(),
                prices.multipliers().reasoning(),
                prices.feePercent(),
                e.at());
    }

    private static void measured(
            Digest measurement, long sequence, boolean allowed, String note, Instant at, ViewBatch batch) {
        batch.add(MEASUREMENT, measurement.hex(), measurement.hex(), sequence, allowed, note, at);
    }
}
