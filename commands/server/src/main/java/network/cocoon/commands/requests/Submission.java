package network.cocoon.commands.requests;

import java.util.List;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.inflight.BlobTable;
import network.cocoon.commands.inflight.RequestRefusal;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.domain.envelope.EncodedHeader;
import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.envelope.LengthClass;
import network.cocoon.domain.envelope.Wrap;
import network.cocoon.domain.inference.HeaderFacts;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.api.RequestApi.SubmitRequest;
import network.cocoon.wire.api.RequestApi.WrappedKey;
import network.cocoon.wire.cbor.HeaderCodec;

/** A submission whose parts fit each other in kind and size. Nothing of it has been believed yet. */
record Submission(Header header, Digest headerHash, Digest ciphertextDigest, BlobTable.Blob blob, Bytes signature) {

    private static final int MOST_HEADER_BYTES = 16 * 1024;

    // The sealed prompt's outside (envelope, "Prompt"): 7 bytes of nonce prefix, chunks of 64 KiB with a tag of 16
    // each.
    private static final int PREFIX = 7;
    private static final int CHUNK = 64 * 1024;
    private static final int TAG = 16;

    /**
     * Reads a submission.
     *
     * @throws RefusedException MALFORMED_HEADER or ENVELOPE_MISMATCH
     */
    static Submission of(SubmitRequest submitted) {
        EncodedHeader encoded = decode(submitted.header());
        Header header = encoded.header();
        checkWraps(header, submitted.wraps());
        if (submitted.ciphertext().length() != sealedBytes(header.lengthClass())) {
            throw RequestRefusal.ENVELOPE_MISMATCH.because("the ciphertext has not the size of its length class");
        }
        return new Submission(
                header,
                encoded.hash(),
                Digest.sha256(submitted.ciphertext().toArray()),
                new BlobTable.Blob(submitted.header(), submitted.wraps(), submitted.ciphertext()),
                submitted.signature());
    }

    /** Whether an earlier request with this id was this very submission. */
    boolean isThatOf(RequestRow row) {
        return row.account().equals(header.account())
                && row.headerHash().equals(headerHash)
                && row.ciphertextDigest().equals(ciphertextDigest);
    }

    HeaderFacts facts() {
        return HeaderFacts.of(header);
    }

    private static EncodedHeader decode(Bytes header) {
        if (header.length() > MOST_HEADER_BYTES) {
            throw RequestRefusal.ENVELOPE_MISMATCH.because("a header has at most " + MOST_HEADER_BYTES + " bytes");
        }
        try {
            return HeaderCodec.decode(header);
        } catch (EnvelopeException e) {
            throw new RefusedException(e.code(), "the header is not the canonical encoding of a known version");
        }
    }

    private static void checkWraps(Header header, List<WrappedKey> wraps) {
        if (wraps.size() != header.recipients().size()) {
            throw RequestRefusal.ENVELOPE_MISMATCH.because("one wrap for each recipient");
        }
        for (WrappedKey wrap : wraps) {
            if (wrap.encapsulation().length() != header.suite().encapsulationBytes()
                    || wrap.ciphertext().length() != Wrap.SEALED_BYTES) {
                throw RequestRefusal.ENVELOPE_MISMATCH.because("a wrap has not the size of the header's suite");
            }
        }
    }

    private static int sealedBytes(LengthClass lengthClass) {
        int chunks = (lengthClass.bytes() + CHUNK - 1) / CHUNK;
        return PREFIX + lengthClass.bytes() + chunks * TAG;
    }
}
