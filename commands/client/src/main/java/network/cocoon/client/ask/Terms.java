package network.cocoon.client.ask;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import network.cocoon.domain.envelope.EncodedHeader;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.envelope.LengthClass;
import network.cocoon.domain.envelope.Suite;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.domain.registry.PriceRule;
import network.cocoon.wire.api.NetworkApi.CandidateEntry;
import network.cocoon.wire.api.NetworkApi.ModelEntry;
import network.cocoon.wire.cbor.HeaderCodec;

/**
 * What this client agrees to for one request.
 *
 * @param promptBound     more tokens than the prompt can have
 * @param maxAnswerTokens what the sealed payload asks for, of each answer
 * @param answers         how many answers in words are asked for
 * @param maxTokens       prompt and answers together, what the header allows
 */
record Terms(ModelEntry model, PriceList prices, long promptBound, int maxAnswerTokens, int answers, int maxTokens) {

    /** Throws {@link AskException}: not priced, prices that do not hash to their digest, a prompt beyond the context. */
    static Terms of(ModelEntry model, Inquiry question, int tokensPerRequest) {
        PriceList prices = model.prices();
        if (prices == null) {
            throw new AskException(AskException.Code.MODEL_NOT_PRICED, "the model has no price yet");
        }
        if (!prices.digest().equals(model.priceList()) || !prices.model().equals(model.model())) {
            throw new AskException(
                    AskException.Code.PRICE_MISMATCH, "the operator's price list has not the digest it claims");
        }
        int most = Math.min(tokensPerRequest, Header.MAX_TOKENS);
        long prompt = question.promptTokenBound();
        return switch (question) {
            case Question words -> {
                int context = Math.min(model.contextTokens(), most);
                int answer = Math.min(words.maxAnswerTokens().orElse(context), context);
                int answers = words.options().answers();
                long each = Math.min(prompt + answer, context);
                long all = Math.min(each + (long) (answers - 1) * answer, most);
                yield new Terms(model, prices, prompt, answer, answers, (int) all);
            }
            // Each text has a context to itself.
            case EmbeddingQuestion _ -> new Terms(model, prices, prompt, 0, 0, (int) Math.min(prompt, most));
        };
    }

    EncodedHeader header(
            RequestId request,
            AccountId account,
            ClientKeyId clientKey,
            Digest releaseManifest,
            List<CandidateEntry> chosen,
            LengthClass lengthClass,
            Instant notAfter) {
        int coefficient =
                chosen.stream().mapToInt(CandidateEntry::coefficient).max().orElseThrow();
        return HeaderCodec.encode(new Header(
                Header.VERSION,
                Suite.X_WING,
                request,
                account,
                clientKey,
                model.model(),
                model.modelDigest(),
                releaseManifest,
                notAfter.truncatedTo(ChronoUnit.MILLIS),
                lengthClass,
                chosen.stream().map(CandidateEntry::key).toList(),
                prices.digest(),
                coefficient,
                maxTokens,
                PriceRule.maxCost(prices, coefficient, maxTokens)));
    }

    /** The same request for other workers: nothing that was agreed or reserved changes. */
    static EncodedHeader again(Header before, Digest releaseManifest, List<CandidateEntry> chosen) {
        return HeaderCodec.encode(new Header(
                before.version(),
                before.suite(),
                before.request(),
                before.account(),
                before.clientKey(),
                before.model(),
                before.modelDigest(),
                releaseManifest,
                before.notAfter(),
                before.lengthClass(),
                chosen.stream().map(CandidateEntry::key).toList(),
                before.priceList(),
                before.maxCoefficient(),
                before.maxTokens(),
                before.maxCost()));
    }
}
