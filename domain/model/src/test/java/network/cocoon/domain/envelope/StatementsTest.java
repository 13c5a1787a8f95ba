package network.cocoon.domain.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerKeyId;
import org.junit.jupiter.api.Test;

class StatementsTest {

    private static final SigningKey KEY = SigningKey.generate(Exchange.RANDOM);
    private static final Digest ONE = Digest.sha256(new byte[] {1});
    private static final Digest TWO = Digest.sha256(new byte[] {2});

    @Test
    void aSubmissionIsBoundToHeaderAndCiphertext() {
        Bytes signature = SubmissionSignature.sign(KEY, ONE, TWO);
        assertThat(SubmissionSignature.verify(KEY.publicKey(), signature, ONE, TWO))
                .isTrue();
        assertThat(SubmissionSignature.verify(KEY.publicKey(), signature, TWO, ONE))
                .isFalse();
        assertThat(SubmissionSignature.verify(KEY.publicKey(), signature, ONE, ONE))
                .isFalse();
    }

    @Test
    void anAssignmentIsBoundToRequestKeyAndAttempt() {
        var request = new RequestId("0".repeat(32));
        var key = new WorkerKeyId(ONE.hex());
        Bytes signature = AssignmentSignature.sign(KEY, request, key, 1);
        assertThat(AssignmentSignature.verify(KEY.publicKey(), signature, request, key, 1))
                .isTrue();
        assertThat(AssignmentSignature.verify(KEY.publicKey(), signature, request, key, 2))
                .isFalse();
        assertThat(AssignmentSignature.verify(KEY.publicKey(), signature, request, new WorkerKeyId(TWO.hex()), 1))
                .isFalse();
        assertThat(AssignmentSignature.verify(KEY.publicKey(), signature, new RequestId("1".repeat(32)), key, 1))
                .isFalse();
    }

    @Test
    void aReceiptsSignatureServesForNothingElse() {
        Bytes canonical = Bytes.of(Raw.concat(ONE.raw(), TWO.raw()));
        Bytes signature = Receipts.sign(KEY, canonical);
        assertThat(Receipts.verify(KEY.publicKey(), signature, canonical)).isTrue();
        assertThat(Receipts.verify(KEY.publicKey(), signature, Bytes.EMPTY)).isFalse();
        // The same bytes under another label.
        assertThat(SubmissionSignature.verify(KEY.publicKey(), signature, ONE, TWO))
                .isFalse();
    }
}
