package network.cocoon.commands.network;

import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.transparency.Checkpoint;

/** The Ed25519 key that signs in the log's name: that one worker key has one attempt of a request, and what the log comes to. */
public interface LogKey {

    /** Raw public key, 32 bytes. */
    Bytes publicKey();

    /** See {@code AssignmentSignature}: 64 bytes. */
    Bytes signAssignment(RequestId request, WorkerKeyId key, int attempt);

    /** See {@code CheckpointSignature}: 64 bytes. */
    Bytes signCheckpoint(String networkId, Checkpoint checkpoint);
}
