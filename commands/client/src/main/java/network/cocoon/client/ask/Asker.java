package network.cocoon.client.ask;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import network.cocoon.client.account.AppAccount;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.client.trust.Releases;
import network.cocoon.client.trust.WorkerVerifier;
import network.cocoon.domain.envelope.EncodedHeader;
import network.cocoon.domain.envelope.LengthClass;
import network.cocoon.domain.envelope.Payload;
import network.cocoon.domain.envelope.Recipient;
import network.cocoon.domain.envelope.RequestSealer;
import network.cocoon.domain.envelope.SealedRequest;
import network.cocoon.domain.envelope.SubmissionSignature;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.NetworkApi.CandidateEntry;
import network.cocoon.wire.api.NetworkApi.ModelEntry;
import network.cocoon.wire.api.RequestApi;
import network.cocoon.wire.chat.ChatPayload;

/** Asks one network on behalf of one account. Safe for many threads. */
public final class Asker {

    private final OperatorApi operator;
    private final AppAccount account;
    private final WorkerVerifier verifier;
    private final Releases releases;
    private final int tokensPerRequest;
    private final Bytes logKey;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Consumer<String> progress;

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
        this.operator = operator;
        this.account = account;
        this.verifier = verifier;
        this.releases = releases;
        this.logKey = logKey;
        this.tokensPerRequest = tokensPerRequest;
        this.random = random;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Returns when a worker has begun to answer.
     *
     * @throws AskException with the reason
     */
    public Answer ask(Question question) {
        try {
            try {
                return send(question);
            } catch (OperatorProblem e) {
                if (!e.code().equals("RESEAL_REQUIRED")) {
                    throw e;
                }
                // A chosen worker rotated its key meanwhile; nothing was reserved yet.
                return send(question);
            }
        } catch (OperatorProblem e) {
            throw refused(e);
        } catch (IOException e) {
            throw new AskException(
                    AskException.Code.OPERATOR_UNREACHABLE, "the operator does not answer: " + e.getMessage(), e);
        }
    }

    private Answer send(Question question) throws IOException {
        Instant deadline = clock.instant().plus(question.timeout());
        ModelEntry model = operator.models().models().stream()
                .filter(entry -> entry.model().equals(question.model()))
                .findFirst()
                .orElseThrow(() -> new AskException(
                        AskException.Code.MODEL_NOT_FOUND, "the network does not serve " + question.model()));
        Terms terms = Terms.of(model, question, tokensPerRequest);
        List<CandidateEntry> chosen =
                new WorkerChoice(verifier, random).choose(account.calls(), model, question.maxCoefficient());
        Payload payload = payload(question, terms);
        EncodedHeader header = terms.header(
                question.request().orElseGet(this::newId),
                account.id(),
                account.clientKeyId(),
                releases.current().manifest(),
                chosen,
                LengthClass.holding(payload.size()),
                deadline);
        List<Recipient> recipients =
                chosen.stream().map(c -> new Recipient(c.key(), c.sealingKey())).toList();
        RequestSealer.Sealed sealed = RequestSealer.seal(header, recipients, payload, random);
        payload.destroy();
        submit(header, sealed.request());
        var agreed = new Agreement(header, sealed.request().ciphertextDigest(), terms.prices(), chosen, logKey);
        return Answer.begin(account.calls(), agreed, sealed.responses(), question.timeout());
    }

    private static Payload payload(Question question, Terms terms) {
        byte[] json = new ChatPayload(question.messages(), question.sampling(), terms.maxAnswerTokens(), null).encode();
        if (json.length > LengthClass.MAX_PAYLOAD) {
            throw new AskException(AskException.Code.PROMPT_TOO_LONG, json.length + " bytes are too many");
        }
        return Payload.of(json);
    }

    private void submit(EncodedHeader header, SealedRequest request) throws IOException {
        Bytes signature = SubmissionSignature.sign(account.clientKey(), header.hash(), request.ciphertextDigest());
        var submission = new RequestApi.SubmitRequest(
                request.header(),
                request.wraps().stream()
                        .map(wrap -> new RequestApi.WrappedKey(wrap.encapsulation(), wrap.sealedKey()))
                        .toList(),
                request.ciphertext(),
                signature);
        try {
            account.calls().submit(submission);
        } catch (OperatorProblem e) {
            if (!e.code().equals("NO_CREDIT") || !account.topUp(header.header().maxCost(), progress)) {
                throw e;
            }
            account.calls().submit(submission);
        }
    }

    private RequestId newId() {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return new RequestId(HexFormat.of().formatHex(id));
    }

    private static AskException refused(OperatorProblem e) {
        AskException.Code code =
                e.code().equals("NO_CREDIT") ? AskException.Code.NO_CREDIT : AskException.Code.REFUSED_BY_OPERATOR;
        return new AskException(code, String.valueOf(e.getMessage()), e);
    }
}
