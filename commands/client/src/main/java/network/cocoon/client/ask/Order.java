package network.cocoon.client.ask;

import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import network.cocoon.client.account.AppAccount;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.client.trust.Releases;
import network.cocoon.domain.envelope.EncodedHeader;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.envelope.LengthClass;
import network.cocoon.domain.envelope.Payload;
import network.cocoon.domain.envelope.Recipient;
import network.cocoon.domain.envelope.RequestSealer;
import network.cocoon.domain.envelope.SealedRequest;
import network.cocoon.domain.envelope.SubmissionSignature;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.wire.api.NetworkApi.CandidateEntry;
import network.cocoon.wire.api.RequestApi;

/** One question on its way: chosen for, sealed, submitted, and sealed anew where all whom it was sealed to are lost. */
final class Order {

    /** What it takes to order anything. */
    record Means(
            AppAccount account,
            Catalogue catalogue,
            WorkerChoice workers,
            Releases releases,
            Bytes logKey,
            SecureRandom random,
            Consumer<String> progress) {}

    private final Means means;
    private final Inquiry question;
    private final RequestId request;
    private final Instant deadline;
    private final Terms terms;
    private final Set<WorkerKeyId> tried = new HashSet<>();

    /** Throws {@link AskException} where the network's terms do not suit. */
    Order(Means means, Inquiry question, RequestId request, Instant deadline, int tokensPerRequest) throws IOException {
        this.means = means;
        this.question = question;
        this.request = request;
        this.deadline = deadline;
        this.terms = Terms.of(means.catalogue().model(question.model()), question, tokensPerRequest);
        means.workers().admit(terms.prices());
    }

    /**
     * What was ordered.
     *
     * @param line where the answer comes, if it comes where the order went
     */
    record Placed(Sealed sealed, Optional<InputStream> line) {}

    /** Throws {@link OperatorProblem} where the operator refuses it, {@link AskException} where nobody can be trusted. */
    Placed place() throws IOException {
        List<CandidateEntry> chosen = means.workers().choose(terms.model(), question.maxCoefficient(), tried);
        Payload payload = payload();
        EncodedHeader header = terms.header(
                request,
                means.account().id(),
                means.account().clientKeyId(),
                means.releases().current().manifest(),
                chosen,
                LengthClass.holding(payload.size()),
                deadline);
        RequestSealer.Sealed sealed = seal(header, chosen, payload);
        Sealed agreed = agreed(header, chosen, sealed);
        return new Placed(agreed, submit(header.header(), submission(header, sealed.request())));
    }

    /** To workers not tried yet, at no higher a price, with everything else as it was. */
    Sealed again(Sealed before) throws IOException {
        Header agreed = before.agreed().header().header();
        tried.addAll(agreed.recipients());
        means.catalogue().forget();
        List<CandidateEntry> chosen = means.workers().choose(terms.model(), agreed.maxCoefficient(), tried);
        EncodedHeader header = Terms.again(agreed, means.releases().current().manifest(), chosen);
        RequestSealer.Sealed sealed = seal(header, chosen, payload());
        means.account().calls().reseal(request, submission(header, sealed.request()));
        means.progress().accept("Request " + request + " was sealed anew: no worker it was sealed to is left.");
        return agreed(header, chosen, sealed);
    }

    private RequestSealer.Sealed seal(EncodedHeader header, List<CandidateEntry> chosen, Payload payload) {
        List<Recipient> recipients =
                chosen.stream().map(c -> new Recipient(c.key(), c.sealingKey())).toList();
        try {
            return RequestSealer.seal(header, recipients, payload, means.random());
        } finally {
            payload.destroy();
        }
    }

    private Sealed agreed(EncodedHeader header, List<CandidateEntry> chosen, RequestSealer.Sealed sealed) {
        var agreed = new Agreement(header, sealed.request().ciphertextDigest(), terms, chosen, means.logKey());
        return new Sealed(agreed, sealed.responses());
    }

    private Payload payload() {
        byte[] json = question.payload(terms.maxAnswerTokens());
        if (json.length > LengthClass.MAX_PAYLOAD) {
            throw new AskException(AskException.Code.PROMPT_TOO_LONG, json.length + " bytes are too many");
        }
        return Payload.of(json);
    }

    private RequestApi.SubmitRequest submission(EncodedHeader header, SealedRequest request) {
        Bytes signature =
                SubmissionSignature.sign(means.account().clientKey(), header.hash(), request.ciphertextDigest());
        return new RequestApi.SubmitRequest(
                request.header(),
                request.wraps().stream()
                        .map(wrap -> new RequestApi.WrappedKey(wrap.encapsulation(), wrap.sealedKey()))
                        .toList(),
                request.ciphertext(),
                signature);
    }

    private Optional<InputStream> submit(Header header, RequestApi.SubmitRequest submission) throws IOException {
        AppAccount account = means.account();
        Optional<InputStream> line;
        try {
            line = account.calls().submit(request, submission);
        } catch (OperatorProblem e) {
            if (!e.code().equals("NO_CREDIT") || !account.topUp(header.maxCost(), means.progress())) {
                throw e;
            }
            line = account.calls().submit(request, submission);
        }
        account.reserved(header.maxCost(), means.progress());
        return line;
    }
}
