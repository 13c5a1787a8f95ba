package network.cocoon.wire.api;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import org.jspecify.annotations.Nullable;

/** What the operator keeps of the answers of Intel's provisioning certification service. The bytes come as they are. */
public interface CollateralApi {

    /** When what is served was last the source's answer. */
    String FETCHED = "X-Cocoon-Collateral-Fetched";

    /** Until when all of it is valid; a verifier refuses it afterwards. */
    String UNTIL = "X-Cocoon-Collateral-Until";

    /** Its digest, by which it can be asked for as long as there is an operator. */
    String DIGEST = "X-Cocoon-Collateral-Digest";

    record Shelves(List<Shelf> shelves) {
        public Shelves {
            shelves = List.copyOf(shelves);
        }
    }

    /**
     * One kind of platform that some worker asked for.
     *
     * @param fmspc     12 hexadecimal digits
     * @param authority {@code platform} or {@code processor}
     * @param newest    the newest collateral; null before the first
     * @param fetchedAt when it was last the source's answer
     * @param until     until when it is valid
     * @param failures  attempts since the last that did not fail
     * @param code      why the last one failed; null if it did not
     * @param nextAt    when the source is asked again
     */
    record Shelf(
            String fmspc,
            String authority,
            @Nullable Digest newest,
            @Nullable Instant fetchedAt,
            @Nullable Instant until,
            int failures,
            @Nullable String code,
            Instant nextAt) {}
}
