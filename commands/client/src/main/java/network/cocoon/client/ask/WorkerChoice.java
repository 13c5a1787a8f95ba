package network.cocoon.client.ask;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import network.cocoon.client.http.AppCalls;
import network.cocoon.client.trust.WorkerVerifier;
import network.cocoon.client.trust.WorkerVerifier.Judgement;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.wire.api.NetworkApi.CandidateEntry;
import network.cocoon.wire.api.NetworkApi.FindCandidates;
import network.cocoon.wire.api.NetworkApi.ModelEntry;

/**
 * At most three verified workers, at random and from different owners and machines where there are such: an operator that
 * steers prompts to a worker of its choice would have to own most of them.
 */
final class WorkerChoice {

    private static final int MOST_JUDGED = 16;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final AppCalls app;
    private final Catalogue catalogue;
    private final WorkerVerifier verifier;
    private final RandomGenerator random;

    WorkerChoice(AppCalls app, Catalogue catalogue, WorkerVerifier verifier, RandomGenerator random) {
        this.app = app;
        this.catalogue = catalogue;
        this.verifier = verifier;
        this.random = random;
    }

    /** Throws {@link AskException} (REGISTRY_REFUSED). */
    void admit(PriceList prices) {
        verifier.objection(prices).ifPresent(reason -> {
            throw new AskException(AskException.Code.REGISTRY_REFUSED, reason);
        });
    }

    /**
     * Waits for the chain only where every worker's key is new to this client. Throws {@link AskException} (NO_WORKER, NO_TRUSTED_WORKER with each reason).
     *
     * @param tried keys that are not to be chosen again
     */
    List<CandidateEntry> choose(ModelEntry model, int maxCoefficient, Set<WorkerKeyId> tried) throws IOException {
        List<CandidateEntry> offered =
                new ArrayList<>(catalogue.candidates(new FindCandidates(model.model(), maxCoefficient)));
        offered.removeIf(c -> c.coefficient() > maxCoefficient || c.coefficient() < 1 || tried.contains(c.key()));
        if (offered.isEmpty()) {
            throw new AskException(
                    AskException.Code.NO_WORKER,
                    tried.isEmpty()
                            ? "no live worker serves this model within the coefficient"
                            : "the workers that serve this model within the coefficient were asked, and none could answer: "
                                    + "they may not know a field of the request, such as tools or a schema");
        }
        Collections.shuffle(offered, random);
        Round round = judged(model, offered.subList(0, Math.min(offered.size(), MOST_JUDGED)));
        if (round.trusted.isEmpty() && !round.notYet.isEmpty()) {
            await(round.notYet);
            round = judged(
                    model,
                    round.notYet.stream().map(Judgement.NotYet::candidate).toList());
        }
        if (round.trusted.isEmpty()) {
            throw new AskException(
                    AskException.Code.NO_TRUSTED_WORKER,
                    "no worker passed verification: " + String.join("; ", round.reasons));
        }
        return spread(round.trusted);
    }

    private record Round(List<Judgement.Trusted> trusted, List<Judgement.NotYet> notYet, List<String> reasons) {}

    private Round judged(ModelEntry model, List<CandidateEntry> candidates) throws IOException {
        Round round = new Round(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (CandidateEntry candidate : candidates) {
            if (!candidate.modelDigest().equals(model.modelDigest())) {
                round.reasons.add(candidate.worker() + ": MODEL_MISMATCH");
                continue;
            }
            switch (verifier.judge(app, candidate)) {
                case Judgement.Trusted yes -> round.trusted.add(yes);
                case Judgement.Refused no -> round.reasons.add(candidate.worker() + ": " + no.reason());
                case Judgement.NotYet later -> {
                    round.notYet.add(later);
                    round.reasons.add(candidate.worker() + ": BEACON_PENDING: the chain has not answered yet");
                }
            }
        }
        return round;
    }

    /** For all of them to be known. */
    private static void await(List<Judgement.NotYet> notYet) throws IOException {
        CompletableFuture<?>[] ends =
                notYet.stream().map(Judgement.NotYet::ended).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the chain");
        } catch (ExecutionException | TimeoutException e) {
            // Judged again all the same, which says what is the matter.
            return;
        }
    }

    private static List<CandidateEntry> spread(List<Judgement.Trusted> trusted) {
        List<CandidateEntry> chosen = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (Judgement.Trusted worker : trusted) {
            boolean newOwner = seen.add(worker.candidate().provider());
            boolean newMachine = seen.add(worker.platform());
            if (newOwner && newMachine && chosen.size() < Header.MAX_RECIPIENTS) {
                chosen.add(worker.candidate());
            }
        }
        for (Judgement.Trusted worker : trusted) {
            if (chosen.size() < Header.MAX_RECIPIENTS && !chosen.contains(worker.candidate())) {
                chosen.add(worker.candidate());
            }
        }
        return chosen;
    }
}
