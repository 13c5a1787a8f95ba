package network.cocoon.domain.registry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import network.cocoon.domain.kernel.Digest;

final class PriceListDigest {

    private static final byte[] DOMAIN = "cocoon/price/v1".getBytes(StandardCharsets.UTF_8);

    private PriceListDigest() {}

    static Digest of(PriceList list) {
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
