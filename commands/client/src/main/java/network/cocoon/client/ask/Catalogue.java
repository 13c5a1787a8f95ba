package network.cocoon.client.ask;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.client.http.AppCalls;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.wire.api.NetworkApi.CandidateEntry;
import network.cocoon.wire.api.NetworkApi.FindCandidates;
import network.cocoon.wire.api.NetworkApi.ModelEntry;

/**
 * What the network offers, asked for at most every few seconds rather than with every request. Nothing in it is believed:
 * prices are checked by their digest, candidates by their evidence, each time anew; and what has gone stale the operator
 * refuses, which costs one more try. Thread-safe.
 */
final class Catalogue {

    private static final Duration MODELS = Duration.ofSeconds(5);
    private static final Duration CANDIDATES = Duration.ofSeconds(1);
    private static final int KEPT = 64;

    private record Fresh<T>(T value, Instant until) {}

    private final OperatorApi operator;
    private final AppCalls app;
    private final InstantSource clock;
    private final Map<FindCandidates, Fresh<List<CandidateEntry>>> candidates = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FindCandidates, Fresh<List<CandidateEntry>>> eldest) {
            return size() > KEPT;
        }
    };
    private Fresh<List<ModelEntry>> models = new Fresh<>(List.of(), Instant.MIN);

    Catalogue(OperatorApi operator, AppCalls app, InstantSource clock) {
        this.operator = operator;
        this.app = app;
        this.clock = clock;
    }

    /** Throws {@link AskException} (MODEL_NOT_FOUND). */
    synchronized ModelEntry model(ModelId wanted) throws IOException {
        Instant now = clock.instant();
        if (now.isAfter(models.until())
                || models.value().stream().noneMatch(entry -> entry.model().equals(wanted))) {
            models = new Fresh<>(operator.models().models(), now.plus(MODELS));
        }
        return models.value().stream()
                .filter(entry -> entry.model().equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new AskException(AskException.Code.MODEL_NOT_FOUND, "the network does not serve " + wanted));
    }

    /** Best first, as the operator says. */
    synchronized List<CandidateEntry> candidates(FindCandidates wanted) throws IOException {
        Instant now = clock.instant();
        Fresh<List<CandidateEntry>> known = candidates.get(wanted);
        if (known == null || now.isAfter(known.until()) || known.value().isEmpty()) {
            known = new Fresh<>(List.copyOf(app.candidates(wanted).candidates()), now.plus(CANDIDATES));
            candidates.put(wanted, known);
        }
        return known.value();
    }

    /** Something in it was refused as stale. */
    synchronized void forget() {
        models = new Fresh<>(List.of(), Instant.MIN);
        candidates.clear();
    }
}
