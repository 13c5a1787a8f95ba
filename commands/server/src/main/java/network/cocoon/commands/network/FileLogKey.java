package network.cocoon.commands.network;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.envelope.AssignmentSignature;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.transparency.Checkpoint;
import network.cocoon.domain.transparency.CheckpointSignature;

/** The log's key in an owner-only file, as the hexadecimal seed. */
final class FileLogKey implements LogKey {

    private final SigningKey key;

    FileLogKey(Path file, SecureRandom random) {
        String seed = OwnerOnlyFile.readOrCreate(file, () -> {
            byte[] fresh = new byte[SigningKey.KEY_BYTES];
            random.nextBytes(fresh);
            return HexFormat.of().formatHex(fresh);
        });
        this.key = SigningKey.ofSeed(HexFormat.of().parseHex(seed));
    }

    @Override
    public Bytes publicKey() {
        return key.publicKey();
    }

    @Override
    public Bytes signAssignment(RequestId request, WorkerKeyId worker, int attempt) {
        return AssignmentSignature.sign(key, request, worker, attempt);
    }

    @Override
    public Bytes signCheckpoint(String networkId, Checkpoint checkpoint) {
        return CheckpointSignature.sign(key, networkId, checkpoint);
    }
}
