package network.cocoon.client.ask;

import java.io.IOException;
import network.cocoon.domain.envelope.ResponseOpener;

/** One request as it went out: what was agreed, and what opens its answer. */
record Sealed(Agreement agreed, ResponseOpener responses) {

    /** Seals the same request to others, on the same terms, and tells the operator. */
    @FunctionalInterface
    interface Again {

        /** Throws {@link AskException} where there is nobody left to seal it to. */
        Sealed seal(Sealed before) throws IOException;
    }
}
