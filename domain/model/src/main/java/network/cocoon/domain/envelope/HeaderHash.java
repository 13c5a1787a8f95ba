package network.cocoon.domain.envelope;

import java.util.List;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerKeyId;

/** hH = SHA-256(H || each recipient's key id, 32 raw bytes). */
public final class HeaderHash {

    private HeaderHash() {}

    public static Digest of(Bytes headerBytes, List<WorkerKeyId> recipients) {
        byte[][] parts = new byte[1 + recipients.size()][];
        parts[0] = headerBytes.toArray();
        for (int i = 0; i < recipients.size(); i++) {
            parts[i + 1] = Raw.of(recipients.get(i));
        }
        return Digest.sha256(parts);
    }
}
