package network.cocoon.client.ask;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import network.cocoon.client.account.AppAccount;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.client.trust.Releases;
import network.cocoon.client.trust.WorkerVerifier;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;

/** Asks one network on behalf of one account. Safe for many threads. */
public final class Asker {

    /** What was known of the network is out of date; nothing was reserved yet. */
    private static final Set<String> STALE = Set.of("RESEAL_REQUIRED", "PRICE_LIST_MISMATCH", "MODEL_UNKNOWN");

    private final Order.Means means;
    private final int tokensPerRequest;
    private final InstantSource clock;

    /** @param logKey raw Ed25519 key that signs assignments */
    public Asker(
            OperatorApi operator,
            AppAccount account,
            WorkerVerifier verifier,
            Releases releases,
            Bytes logKey,
            int tokensPerRequest,
            SecureRandom random,
            InstantSource clock,
            Consumer<String> progress) {
        Catalogue catalogue = new Catalogue(operator, account.calls());
        WorkerChoice workers = new WorkerChoice(account.calls(), catalogue, verifier, random);
        this.means = new Order.Means(account, catalogue, workers, releases, logKey, random, progress);
        this.tokensPerRequest = tokensPerRequest;
        this.clock = clock;
    }

    /**
     * Returns when a worker has begun to answer.
     *
     * @throws AskException with the reason
     */
    public Answer ask(Inquiry question) {
        RequestId request = question.request().orElseGet(() -> RequestId.at(clock.instant(), means.random()));
        Instant deadline = clock.instant().plus(question.timeout());
        try {
            try {
                return send(question, request, deadline);
            } catch (OperatorProblem e) {
                if (!STALE.contains(e.code())) {
                    throw e;
                }
                means.catalogue().forget();
                return send(question, request, deadline);
            } catch (AskException e) {
                if (e.code() != AskException.Code.REQUEST_LOST
                        || !clock.instant().isBefore(deadline)) {
                    throw e;
                }
                means.progress().accept("Request " + request + " is sent again: the operator has lost it.");
                return send(question, request, deadline);
            }
        } catch (OperatorProblem e) {
            throw refused(e);
        } catch (IOException e) {
            throw new AskException(
                    AskException.Code.OPERATOR_UNREACHABLE, "the operator does not answer: " + e.getMessage(), e);
        }
    }

    private Answer send(Inquiry question, RequestId request, Instant deadline) throws IOException {
        Order order = new Order(means, question, request, deadline, tokensPerRequest);
        Order.Placed placed = order.place();
        Duration left = Duration.between(clock.instant(), deadline);
        return Answer.begin(means.account().calls(), means.account().clientKey(), placed, order::again, left);
    }

    private static AskException refused(OperatorProblem e) {
        AskException.Code code =
                switch (e.code()) {
                    case "NO_CREDIT" -> AskException.Code.NO_CREDIT;
                    case "QUEUE_FULL" -> AskException.Code.OVERLOADED;
                    default -> AskException.Code.REFUSED_BY_OPERATOR;
                };
        return new AskException(code, String.valueOf(e.getMessage()), e);
    }
}
