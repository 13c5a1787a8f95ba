package network.cocoon.domain.registry;

import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;

/**
 * The price of one model, agreed before a request and named in its header by digest. It never changes: a new price is a
 * new list.
 *
 * @param model         whose price
 * @param version       1 for the model's first list, rising by one
 * @param pricePerToken nanoton a token at coefficient 1000 and multiplier 10,000
 * @param multipliers   by kind of token
 * @param feePercent    the network's share of a cost, 0 to 100
 */
public record PriceList(ModelId model, int version, Nanoton pricePerToken, Multipliers multipliers, int feePercent) {

    /** 1,000 TON. */
    public static final Nanoton DEAREST_TOKEN = new Nanoton(1_000_000_000_000L);

    public PriceList {
        if (version < 1) {
            throw new IllegalArgumentException("a price list's version starts at 1");
        }
        if (feePercent < 0 || feePercent > 100) {
            throw new IllegalArgumentException("the fee is 0 to 100 percent");
        }
        if (pricePerToken.compareTo(DEAREST_TOKEN) > 0) {
            throw new IllegalArgumentException("a token costs at most 1,000 TON");
        }
    }

    /**
     * SHA-256 over "cocoon/price/v1", the model's name (UTF-8, length as u32 big endian before it) and the numbers as
     * big-endian 64-bit integers in the order of the record.
     */
    public Digest digest() {
        return PriceListDigest.of(this);
    }
}
