package network.cocoon.domain.envelope;

import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/**
 * A header beside its canonical bytes. Only the wire module's codec makes one, from either side, so the two always agree.
 *
 * @param bytes the canonical encoding, exactly as hashed and stored
 */
public record EncodedHeader(Header header, Bytes bytes) {

    /** hH of the design: what every key and signature of this request is bound to. */
    public Digest hash() {
        return HeaderHash.of(bytes, header.recipients());
    }
}
