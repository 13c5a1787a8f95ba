package network.cocoon.commands.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import network.cocoon.commands.feed.LogEntry;
import network.cocoon.commands.inflight.MemoryRequestTable;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.MemoryTransactions;
import network.cocoon.commands.memory.OneThread;
import network.cocoon.commands.memory.Tables;
import network.cocoon.commands.recovery.RecoveryParts;
import network.cocoon.eventstore.Together;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request was accepted by a commit that did not wait for the disk, its app reads, and the database starts again. */
class LostRequestsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Database database = new Database(new OneThread());
    private final MemoryTransactions transactions = new MemoryTransactions(database);
    private final MemoryRequestTable requests = new MemoryRequestTable(database, new Tables(database));
    private final List<Consumer<LogEntry>> log = new ArrayList<>();
    private final OneRequest request = new OneRequest(1);
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private final RelayHub hub = new RelayHub(requests, () -> now, listener -> {
        log.add(listener);
        return () -> {};
    });
    private final Consumer<Instant> lost = RecoveryParts.lostRequests(transactions, requests, hub);
    private Relay read;

    @BeforeEach
    void accept() {
        RequestRow row = transactions.run(() -> Together.run(() -> {
            RequestRow accepted = requests.insert(request.requested(), request.assignment());
            Together.current().orElseThrow().commitLate();
            return accepted;
        }));
        assertThat(database.hasMoreThanTheDisk()).isTrue();
        read = hub.open(row);
    }

    private void look() {
        lost.accept(now);
    }

    @Test
    void its_reader_is_let_go_and_may_ask_again() {
        database.restart();
        look();
        assertThat(read.ended()).as("its worker may be about to begin").isNull();
        now = now.plus(PATIENCE);
        look();
        assertThat(read.ended()).isEqualTo(Relay.End.CUT);
        assertThat(hub.find(request.requested().request())).isEmpty();
    }

    @Test
    void what_was_looked_for_and_found_lasts() {
        now = now.plus(PATIENCE);
        look();
        assertThat(database.hasMoreThanTheDisk())
                .as("the look waited for the disk")
                .isFalse();
        database.restart();
        assertThat(requests.find(request.requested().request())).isPresent();
        assertThat(read.ended()).isNull();
        assertThat(hub.unsureSince(now)).as("once is enough").isEmpty();
    }

    @Test
    void what_the_log_tells_of_needs_no_look() {
        now = now.plus(PATIENCE);
        assertThat(hub.unsureSince(now)).hasSize(1);
        log.forEach(listener -> listener.accept(new LogEntry(1, request.requested())));
        assertThat(hub.unsureSince(now)).isEmpty();
    }
}
