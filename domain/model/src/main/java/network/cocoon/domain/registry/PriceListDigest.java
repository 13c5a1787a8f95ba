package network.cocoon.domain.registry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import network.cocoon.domain.kernel.Digest;
import org.jspecify.annotations.Nullable;

final class PriceListDigest {

    private static final byte[] DOMAIN = "cocoon/price/v1".getBytes(StandardCharsets.UTF_8);

    /** A network has few lists, and every request and receipt asks for the digest of one. */
    private static final int PLACES = 64;

    private static final @Nullable Known[] KNOWN = new @Nullable Known[PLACES];

    /** Never changes, so that threads may share and overwrite them freely. */
    private record Known(PriceList list, Digest digest) {}

    private PriceListDigest() {}

    static Digest of(PriceList list) {
        int place = list.hashCode() & (PLACES - 1);
        Known known = KNOWN[place];
        if (known != null && known.list.equals(list)) {
            return known.digest;
        }
        Digest digest = computed(list);
        KNOWN[place] = new Known(list, digest);
        return digest;
    }

    static Digest computed(PriceList list) {
        byte[] model = list.model().value().getBytes(StandardCharsets.UTF_8);
        Multipliers m = list.multipliers();
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + model.length + 7 * Long.BYTES);
        out.putInt(model.length).put(model);
        out.putLong(list.version()).putLong(list.pricePerToken().value());
        out.putLong(m.prompt()).putLong(m.cached()).putLong(m.completion()).putLong(m.reasoning());
        out.putLong(list.feePercent());
        return Digest.sha256(DOMAIN, out.array());
    }
}
