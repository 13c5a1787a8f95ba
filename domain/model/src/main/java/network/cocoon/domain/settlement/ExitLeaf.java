package network.cocoon.domain.settlement;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;

/**
 * What the exit contract owes one provider, as {@code exit-messages.tolk} lays it out.
 *
 * @param index   of the leaf in its tree, from 0; by it the contract remembers what it paid
 * @param address raw
 */
public record ExitLeaf(int index, String address, Nanoton owed) {

    private static final int BYTES = 2 + 1 + Digest.BYTES + 8;
    private static final byte[] IS_LEAF = {0};

    public ExitLeaf {
        if (index < 0 || index >= ExitTree.MOST_LEAVES || !RawAddress.is(address)) {
            throw new IllegalArgumentException("an index below " + ExitTree.MOST_LEAVES + " and a raw address");
        }
    }

    /** SHA-256 of 0x00 and the leaf's 43 bytes. */
    public Digest hash() {
        int colon = address.indexOf(':');
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putShort((short) index)
                .put(Byte.parseByte(address.substring(0, colon)))
                .put(HexFormat.of().parseHex(address.substring(colon + 1)))
                .putLong(owed.value())
                .array();
        return Digest.sha256(IS_LEAF, bytes);
    }
}
