package network.cocoon.client.ask;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import network.cocoon.client.http.AppCalls;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.client.http.RenewedAhead;
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

    /** An answer this many times as old is not used. */
    private static final int OLD = 3;

    /** There is one list of models. */
    private enum Question {
        MODELS
    }

    private final RenewedAhead<Question, List<ModelEntry>> models;
    private final RenewedAhead<FindCandidates, List<CandidateEntry>> candidates;

    Catalogue(OperatorApi operator, AppCalls app) {
        models = new RenewedAhead<>(
                MODELS, MODELS.multipliedBy(OLD), 1, _ -> operator.models().models(), entries -> !entries.isEmpty());
        candidates = new RenewedAhead<>(
                CANDIDATES,
                CANDIDATES.multipliedBy(OLD),
                KEPT,
                wanted -> app.candidates(wanted).candidates(),
                entries -> !entries.isEmpty());
    }

    /** Throws {@link AskException} (MODEL_NOT_FOUND). */
    ModelEntry model(ModelId wanted) throws IOException {
        Optional<ModelEntry> known = known(wanted);
        if (known.isEmpty()) {
            models.forget();
            known = known(wanted);
        }
        return known.orElseThrow(
                () -> new AskException(AskException.Code.MODEL_NOT_FOUND, "the network does not serve " + wanted));
    }

    private Optional<ModelEntry> known(ModelId wanted) throws IOException {
        return models.get(Question.MODELS).stream()
                .filter(entry -> entry.model().equals(wanted))
                .findFirst();
    }

    /** Best first, as the operator says. */
    List<CandidateEntry> candidates(FindCandidates wanted) throws IOException {
        return candidates.get(wanted);
    }

    /** Something in it was refused as stale. */
    void forget() {
        models.forget();
        candidates.forget();
    }
}
