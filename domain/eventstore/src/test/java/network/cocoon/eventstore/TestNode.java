package network.cocoon.eventstore;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import network.cocoon.eventstore.ToyCodec.Moved;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** A node as the configuration would wire it, on a given database. */
final class TestNode implements AutoCloseable {
    final DataSource database;
    final PlatformTransactionManager transactions;
    final LogNode log;
    final LogStorageEngine engine;
    final LogReader reader;
    final LogEventStore store;

    TestNode(DataSource database) {
        this.database = database;
        this.transactions = new JdbcTransactionManager(database);
        this.log = new LogNode(DedicatedConnections.to(database));
        this.engine = new LogStorageEngine(database, transactions, log, new ToyCodec(), new SecureRandom());
        this.reader = new LogReader(database);
        this.store = new LogEventStore(engine, log.tail());
    }

    TestNode started() {
        log.start();
        return this;
    }

    void append(String toy, long firstSequence, String... places) {
        engine.appendEvents(moves(toy, firstSequence, places));
    }

    static List<DomainEventMessage<?>> moves(String toy, long firstSequence, String... places) {
        return IntStream.range(0, places.length)
                .<DomainEventMessage<?>>mapToObj(
                        i -> new GenericDomainEventMessage<>("toy", toy, firstSequence + i, new Moved(places[i])))
                .toList();
    }

    @Override
    public void close() {
        log.close();
        store.shutDown();
    }
}
