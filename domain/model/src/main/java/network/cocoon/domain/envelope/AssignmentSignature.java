package network.cocoon.domain.envelope;

import network.cocoon.domain.crypto.SignatureCheck;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerKeyId;

/**
 * The log's promise that one worker key has one attempt: Ed25519 by the log key over "cocoon/assign/v1" || request id ||
 * key id || attempt (u32). Two of them for one attempt and different keys are proof of fraud.
 */
public final class AssignmentSignature {

    private static final byte[] LABEL = Raw.label("cocoon/assign/v1");

    private AssignmentSignature() {}

    public static Bytes sign(SigningKey logKey, RequestId request, WorkerKeyId key, int attempt) {
        return logKey.sign(LABEL, Raw.of(request), Raw.of(key), Raw.u32(attempt));
    }

    public static boolean verify(Bytes logPublicKey, Bytes signature, RequestId request, WorkerKeyId key, int attempt) {
        return verify(SignatureCheck.AT_ONCE, logPublicKey, signature, request, key, attempt);
    }

    public static boolean verify(
            SignatureCheck check,
            Bytes logPublicKey,
            Bytes signature,
            RequestId request,
            WorkerKeyId key,
            int attempt) {
        return check.verify(logPublicKey, signature, LABEL, Raw.of(request), Raw.of(key), Raw.u32(attempt));
    }
}
