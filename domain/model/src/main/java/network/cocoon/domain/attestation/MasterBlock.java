package network.cocoon.domain.attestation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import network.cocoon.domain.attestation.codec.FieldReader;
import network.cocoon.domain.attestation.codec.FieldWriter;
import network.cocoon.domain.kernel.Digest;

/**
 * A block of a TON masterchain. Its hash could not be known before its time.
 *
 * @param networkId global id of the chain: -239 for mainnet
 * @param seqno     its number, from 0
 * @param rootHash  of the block's root cell
 * @param time      as the block states it; whole seconds, a fraction is cut off
 */
public record MasterBlock(int networkId, long seqno, Digest rootHash, Instant time) {

    private static final long LARGEST_SEQNO = 0xFFFF_FFFFL;

    public MasterBlock {
        if (seqno < 0 || seqno > LARGEST_SEQNO) {
            throw new IllegalArgumentException("a block's number has 32 bits");
        }
        time = time.truncatedTo(ChronoUnit.SECONDS);
    }

    void write(FieldWriter out) {
        out.number(networkId).number(seqno).digest(rootHash).time(time);
    }

    static MasterBlock read(FieldReader in) {
        long networkId = in.number();
        if (networkId != (int) networkId) {
            throw new IllegalArgumentException("a network's id has 32 bits");
        }
        return new MasterBlock((int) networkId, in.number(), in.digest(), in.time());
    }
}
