package network.cocoon.workers.gpu.run;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.workers.gpu.operator.OperatorLink;

/** Price lists by digest. A list is believed only when its own digest is the one that the app's header names. */
public final class PriceBook {

    private final OperatorLink operator;
    private final Map<Digest, PriceList> known = new ConcurrentHashMap<>();

    public PriceBook(OperatorLink operator) {
        this.operator = operator;
    }

    PriceList find(Digest digest) throws IOException {
        PriceList list = known.get(digest);
        if (list != null) {
            return list;
        }
        for (var model : operator.models().models()) {
            PriceList offered = model.prices();
            if (offered != null) {
                known.put(offered.digest(), offered);
            }
        }
        list = known.get(digest);
        if (list == null) {
            throw new IOException("the operator does not publish the price list that the request names");
        }
        return list;
    }
}
