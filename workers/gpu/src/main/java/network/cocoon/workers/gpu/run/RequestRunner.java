package network.cocoon.workers.gpu.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import network.cocoon.client.chain.ChainRules;
import network.cocoon.domain.envelope.AssignmentSignature;
import network.cocoon.domain.envelope.EncodedHeader;
import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.envelope.FrameContent;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.envelope.Receipts;
import network.cocoon.domain.envelope.RequestOpener;
import network.cocoon.domain.envelope.ResponseSealer;
import network.cocoon.domain.envelope.Wrap;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.domain.registry.PriceRule;
import network.cocoon.wire.api.WorkerApi.AssignmentNotice;
import network.cocoon.wire.api.WorkerApi.ReportCompletion;
import network.cocoon.wire.api.WorkerApi.SealedEnvelope;
import network.cocoon.wire.cbor.HeaderCodec;
import network.cocoon.wire.cbor.ReceiptCodec;
import network.cocoon.wire.chat.RequestPayload;
import network.cocoon.wire.frames.ReceiptTrailer;
import network.cocoon.workers.gpu.engine.Engine;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.feed.AssignmentLoop;
import network.cocoon.workers.gpu.feed.Revocation;
import network.cocoon.workers.gpu.keys.AttestedKey;
import network.cocoon.workers.gpu.keys.KeyRing;
import network.cocoon.workers.gpu.operator.FrameUpload;
import network.cocoon.workers.gpu.operator.OperatorLink;
import network.cocoon.workers.gpu.operator.RefusedByOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One assignment from notice to report. Opens nothing without the log key's signature over this very assignment. */
public final class RequestRunner implements AssignmentLoop.Job {

    private static final Logger LOG = LoggerFactory.getLogger(RequestRunner.class);

    private final OperatorLink operator;
    private final Bytes logKey;
    private final KeyRing keys;
    private final Offer offer;
    private final Answers answers;
    private final PriceBook prices;
    private final Optional<ChainRules> chain;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Reporter reporter;
    private final SeenRequests seen = new SeenRequests();

    /** @param chain where prices must be listed; none where no chain is read */
    public RequestRunner(
            OperatorLink operator,
            Bytes logKey,
            KeyRing keys,
            Offer offer,
            Engine engine,
            Optional<ChainRules> chain,
            InstantSource clock,
            SecureRandom random) {
        this.operator = operator;
        this.logKey = logKey;
        this.keys = keys;
        this.offer = offer;
        this.answers = new Answers(engine, clock);
        this.prices = new PriceBook(operator);
        this.chain = chain;
        this.clock = clock;
        this.random = random;
        this.reporter = new Reporter(operator);
    }

    @Override
    public void run(AssignmentNotice notice, Revocation revocation) throws InterruptedException {
        Bytes signature = notice.signature();
        if (signature == null
                || !AssignmentSignature.verify(logKey, signature, notice.request(), notice.key(), notice.attempt())) {
            LOG.error("assignment of request {} is not signed by the log key: ignored", notice.request());
            return;
        }
        Optional<AttestedKey> key = keys.find(notice.key());
        if (key.isEmpty()) {
            // Made before a restart, or long ago: the key is gone and with it what was sealed to it.
            reporter.failed(notice.request(), notice.attempt(), FailureCode.WORKER_RESTARTED);
            return;
        }
        if (!HeadSigner.allows(notice.window())) {
            LOG.error("request {} comes with a window of {}: refused", notice.request(), notice.window());
            reporter.failed(notice.request(), notice.attempt(), FailureCode.RELAY_LOST);
            return;
        }
        if (!seen.first(notice.request(), notice.attempt())) {
            reporter.failed(notice.request(), notice.attempt(), FailureCode.BAD_ENVELOPE);
            return;
        }
        try {
            Optional<ReportCompletion> report = answer(notice, signature, key.get(), revocation);
            if (report.isPresent()) {
                reporter.completed(notice.request(), report.get());
            }
        } catch (AttemptFailed e) {
            reporter.failed(notice.request(), notice.attempt(), e.code());
        } catch (RefusedByOperator e) {
            LOG.info("request {} was withdrawn: {}", notice.request(), e.code());
        } catch (IOException | UncheckedIOException e) {
            if (revocation.wasCutShort()) {
                reporter.failed(notice.request(), notice.attempt(), FailureCode.WORKER_RESTARTED);
                return;
            }
            if (revocation.revoked()) {
                return;
            }
            LOG.info("request {} lost its relay: {}", notice.request(), e.toString());
            reporter.failed(notice.request(), notice.attempt(), FailureCode.RELAY_LOST);
        } catch (RuntimeException | Error e) {
            // Also out of memory, or a library that fails to link: nobody else would report it.
            // The class only: a message could quote what was being processed.
            LOG.error(
                    "request {} broke the engine: {}",
                    notice.request(),
                    e.getClass().getName());
            reporter.failed(notice.request(), notice.attempt(), FailureCode.ENGINE_FAILED);
        }
    }

    /** Empty where the server knows already: the request was revoked meanwhile, or the relay billed the receipt. */
    private Optional<ReportCompletion> answer(
            AssignmentNotice notice, Bytes signature, AttestedKey key, Revocation revocation)
            throws IOException, AttemptFailed {
        Instant started = now();
        SealedEnvelope enclosed = notice.envelope();
        SealedEnvelope sealed = enclosed == null ? operator.envelope(notice.request()) : enclosed;
        EncodedHeader header = header(sealed, notice);
        PriceList priceList = priceList(header.header());
        Digest ciphertext = Digest.sha256(sealed.ciphertext().toArray());
        RequestOpener.Opened opened = open(sealed, header, key);
        RequestPayload payload = payload(opened);
        ResponseSealer sealer = opened.answer(notice.attempt(), random);
        try (FrameUpload upload = operator.frames(notice.request())) {
            revocation.interrupt(upload::close);
            HeadSigner heads = new HeadSigner(header.hash(), key.receipt(), notice.window(), now());
            SealedFrames frames = new SealedFrames(sealer, heads, upload);
            Answered answered = answers.give(payload, header.header(), frames, revocation);
            Finish finish = answered.finish();
            if (finish.reason() == Finish.Reason.CANCELLED) {
                if (revocation.wasCutShort()) {
                    throw new AttemptFailed(FailureCode.WORKER_RESTARTED);
                }
                return Optional.empty();
            }
            Instant finished = now();
            Instant first = answered.first()
                    .map(at -> at.truncatedTo(ChronoUnit.MILLIS))
                    .orElse(finished);
            Receipt receipt = new Receipt(
                    notice.request(),
                    header.hash(),
                    ciphertext,
                    sealer.chain(),
                    offer.worker(),
                    key.id(),
                    key.evidence(),
                    notice.attempt(),
                    signature,
                    offer.modelDigest(),
                    key.image(),
                    finish.usage(),
                    header.header().priceList(),
                    offer.coefficient(),
                    PriceRule.charge(priceList, offer.coefficient(), finish.usage())
                            .cost(),
                    started,
                    later(started, first),
                    later(started, finished));
            Bytes bytes = ReceiptCodec.encode(receipt);
            Bytes receiptSignature = Receipts.sign(key.receipt(), bytes);
            boolean billed = frames.end(
                    new FrameContent.Final(finish.usage(), Receipts.digest(bytes)),
                    new ReceiptTrailer(bytes, receiptSignature));
            return billed
                    ? Optional.empty()
                    : Optional.of(new ReportCompletion(notice.attempt(), bytes, receiptSignature));
        }
    }

    private EncodedHeader header(SealedEnvelope sealed, AssignmentNotice notice) throws AttemptFailed {
        EncodedHeader encoded;
        try {
            encoded = HeaderCodec.decode(sealed.header());
        } catch (EnvelopeException e) {
            throw new AttemptFailed(FailureCode.BAD_ENVELOPE);
        }
        Header header = encoded.header();
        boolean ours = header.request().equals(notice.request())
                && header.model().equals(offer.model())
                && header.modelDigest().equals(offer.modelDigest())
                && header.maxCoefficient() >= offer.coefficient()
                && now().isBefore(header.notAfter());
        if (!ours) {
            throw new AttemptFailed(FailureCode.BAD_ENVELOPE);
        }
        return encoded;
    }

    private PriceList priceList(Header header) throws IOException, AttemptFailed {
        PriceList list = prices.find(header.priceList());
        Optional<ChainRules.Objection.Against> objection = chain.flatMap(rules -> rules.toPrices(list));
        if (objection.isPresent()) {
            LOG.warn(
                    "request {} names prices that do not count: {}",
                    header.request(),
                    objection.get().reason());
            throw new AttemptFailed(FailureCode.UNSUPPORTED_REQUEST);
        }
        return list;
    }

    private static RequestOpener.Opened open(SealedEnvelope sealed, EncodedHeader header, AttestedKey key)
            throws AttemptFailed {
        try {
            return RequestOpener.open(
                    key.sealing(),
                    key.id(),
                    header,
                    sealed.wraps().stream()
                            .map(wrap -> new Wrap(wrap.encapsulation(), wrap.ciphertext()))
                            .toList(),
                    sealed.ciphertext());
        } catch (EnvelopeException | IllegalArgumentException e) {
            throw new AttemptFailed(FailureCode.BAD_ENVELOPE);
        }
    }

    private static RequestPayload payload(RequestOpener.Opened opened) throws AttemptFailed {
        try {
            return RequestPayload.decode(opened.payload().toArray());
        } catch (IllegalArgumentException e) {
            throw new AttemptFailed(FailureCode.BAD_ENVELOPE);
        } finally {
            opened.payload().destroy();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
