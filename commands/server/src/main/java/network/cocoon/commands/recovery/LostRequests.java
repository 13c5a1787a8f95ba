package network.cocoon.commands.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.relay.RelayHub;
import network.cocoon.domain.kernel.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets those go who wait for the answer to a request that went with the database: one accepted by a commit that did not wait
 * for the disk, of which nobody was told. Nothing in the log would ever end their waiting; they may ask again.
 */
@Component
class LostRequests {

    private static final Logger LOG = LoggerFactory.getLogger(LostRequests.class);

    /** By then the log has nearly always told of a request, or its worker has begun. */
    private static final Duration SURE = Duration.ofSeconds(2);

    private static final int BATCH = 200;

    private final Transactions transactions;
    private final RequestTable requests;
    private final RelayHub relays;

    LostRequests(Transactions transactions, RequestTable requests, RelayHub relays) {
        this.transactions = transactions;
        this.requests = requests;
        this.relays = relays;
    }

    void look(Instant now) {
        List<RequestId> unsure = relays.unsureSince(now.minus(SURE)).stream()
                .sorted(Comparator.comparing(RequestId::value))
                .limit(BATCH)
                .toList();
        if (unsure.isEmpty()) {
            return;
        }
        // A look alone would see what is not on the disk yet. The locks' commit waits, and what it saw lasts then.
        Set<RequestId> there = transactions.run(() -> requests.lockAll(unsure)).stream()
                .map(RequestRow::request)
                .collect(Collectors.toUnmodifiableSet());
        for (RequestId request : unsure) {
            if (there.contains(request)) {
                relays.lasts(request);
            } else {
                LOG.warn("request {} went with the database, its reader is let go", request);
                relays.dismiss(request);
            }
        }
    }
}
