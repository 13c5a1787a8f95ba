package network.cocoon.domain.transparency;

import java.nio.charset.StandardCharsets;
import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;

/**
 * The log's word for a checkpoint: Ed25519 by the log key over text lines, "cocoon/checkpoint/v1", network id, size and root.
 * Two of them with one size and different roots are proof of fraud.
 */
public final class CheckpointSignature {

    private CheckpointSignature() {}

    public static Bytes sign(SigningKey logKey, String networkId, Checkpoint checkpoint) {
        return logKey.sign(statement(networkId, checkpoint));
    }

    public static boolean verify(Bytes logPublicKey, Bytes signature, String networkId, Checkpoint checkpoint) {
        return Signatures.verify(logPublicKey, signature, statement(networkId, checkpoint));
    }

    private static byte[] statement(String networkId, Checkpoint checkpoint) {
        return String.join(
                        "\n",
                        "cocoon/checkpoint/v1",
                        networkId,
                        Long.toString(checkpoint.size()),
                        checkpoint.root().hex())
                .getBytes(StandardCharsets.UTF_8);
    }
}
