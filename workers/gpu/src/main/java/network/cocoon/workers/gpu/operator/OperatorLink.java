package network.cocoon.workers.gpu.operator;

import java.io.IOException;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.JournalApi.Journal;
import network.cocoon.wire.api.NetworkApi.ModelList;
import network.cocoon.wire.api.NetworkApi.NetworkInfo;
import network.cocoon.wire.api.WorkerApi.AttestationAccepted;
import network.cocoon.wire.api.WorkerApi.Challenge;
import network.cocoon.wire.api.WorkerApi.OfferModel;
import network.cocoon.wire.api.WorkerApi.ReportCompletion;
import network.cocoon.wire.api.WorkerApi.ReportFailure;
import network.cocoon.wire.api.WorkerApi.SealedEnvelope;

/**
 * What an enrolled worker may ask of the operator. Calls block. A refusal is a {@link RefusedByOperator}; anything that
 * may pass (network, server restarting) is an {@link IOException}.
 */
public interface OperatorLink {

    NetworkInfo network() throws IOException;

    ModelList models() throws IOException;

    /** The registry's journal, worth what its hash on chain says; a refusal is an {@link IOException} too. */
    Journal journal() throws IOException;

    /** Encoded collateral of a kind of platform, as fresh as the operator has it; it may still be on its way. */
    byte[] collateral(PlatformKind kind) throws IOException;

    Challenge challenge() throws IOException;

    AttestationAccepted attest(byte[] evidence) throws IOException;

    void offer(OfferModel offer) throws IOException;

    void drain() throws IOException;

    void activate() throws IOException;

    SealedEnvelope envelope(RequestId request) throws IOException;

    /** Opens the upload of one answer. */
    FrameUpload frames(RequestId request) throws IOException;

    void complete(RequestId request, ReportCompletion report) throws IOException;

    void fail(RequestId request, ReportFailure report) throws IOException;

    /**
     * Follows the assignments after a dense index of the log until the connection ends.
     *
     * @throws IOException when it breaks; the caller connects again from its bookmark
     */
    void follow(long after, NoticeHandler handler) throws IOException;
}
