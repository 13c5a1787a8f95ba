package network.cocoon.eventstore;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Axon's events in our tables. Appending joins the caller's Spring transaction, so other rows written in it stand or
 * fall with the events. Reading across aggregates follows the dense index, so a bookmark never skips an event.
 */
public final class LogStorageEngine implements EventStorageEngine {
    private static final int PAGE = 256;
    private static final int SALT_BYTES = 32;
    private static final String TABLE = "domain_event";
    private static final String INSERT = """
            INSERT INTO domain_event (stream, aggregate_id, sequence, event_id, name, revision, payload, metadata, time,
                salt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final LogReader reader;
    private final LogNode node;
    private final PayloadCodec codec;
    private final SecureRandom random;

    /** An engine on a database whose schema is migrated. */
    public LogStorageEngine(
            DataSource database,
            PlatformTransactionManager transactions,
            LogNode node,
            PayloadCodec codec,
            SecureRandom random) {
        this.template = new JdbcTemplate(database);
        this.jdbc = JdbcClient.create(template);
        this.transaction = new TransactionTemplate(transactions);
        this.reader = new LogReader(database);
        this.node = node;
        this.codec = codec;
        this.random = random;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (events.isEmpty()) {
            return;
        }
        List<Object[]> rows = events.stream().map(this::row).toList();
        Optional<EventsTogether> together = together();
        if (together.isPresent()) {
            together.get().append(aggregateEvent(events.getFirst()).getAggregateIdentifier(), rows);
        } else {
            insert(rows);
        }
    }

    private void insert(List<Object[]> rows) {
        transaction.executeWithoutResult(_ -> {
            var writes = new Writes();
            insert(writes, rows);
            writes.send();
        });
    }

    private void insert(Writes writes, List<Object[]> rows) {
        writes.add(template, INSERT, rows, _ -> {}, e -> ofStream(e) ? taken(rows.getFirst(), e) : e);
        node.appended();
    }

    /** Whether it was an event's place that was taken, and not a row of another table that is written with it. */
    private static boolean ofStream(RuntimeException twice) {
        if (!(twice.getCause() instanceof PSQLException cause)) {
            return false;
        }
        ServerErrorMessage message = cause.getServerErrorMessage();
        return message != null && TABLE.equals(message.getTable());
    }

    private static RuntimeException taken(Object[] first, RuntimeException cause) {
        String message =
                "another event of %s or of one after it took sequence %s or later".formatted(first[1], first[2]);
        return first[2].equals(0L)
                ? new AggregateStreamCreationException(message, cause)
                : new ConcurrencyException(message, cause);
    }

    private Optional<EventsTogether> together() {
        return Together.current().map(it -> it.part(EventsTogether.class, () -> new EventsTogether(this::insert)));
    }

    /**
     * Takes it that there is nothing yet in streams that orders carried out {@link Together} are for. Where that is wrong, the
     * append fails with an {@link AggregateStreamCreationException}.
     */
    public void assumeNew(Collection<String> streams) {
        together().ifPresent(together -> streams.forEach(stream -> together.readAhead(stream, List.of())));
    }

    /** Reads streams that orders carried out {@link Together} are for; without that it does nothing. */
    public void readAhead(Collection<String> streams) {
        together().ifPresent(together -> {
            List<DomainEventMessage<?>> found = jdbc.sql("""
                            SELECT * FROM domain_event WHERE aggregate_id = ANY(:ids) ORDER BY aggregate_id, sequence
                            LIMIT %d""".formatted(PAGE + 1))
                    .param("ids", streams.toArray(String[]::new))
                    .<DomainEventMessage<?>>query((row, _) -> message(row))
                    .list();
            // Where there are more than a page, whoever needs them reads them as ever.
            if (found.size() <= PAGE) {
                Map<String, List<DomainEventMessage<?>>> byStream =
                        found.stream().collect(Collectors.groupingBy(DomainEventMessage::getAggregateIdentifier));
                streams.forEach(stream -> together.readAhead(stream, byStream.getOrDefault(stream, List.of())));
            }
        });
    }

    private Object[] row(EventMessage<?> message) {
        DomainEventMessage<?> event = aggregateEvent(message);
        PayloadCodec.Encoded encoded = codec.encode(event.getPayload());
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new Object[] {
            event.getType(), event.getAggregateIdentifier(), event.getSequenceNumber(), event.getIdentifier(),
            encoded.name(), encoded.revision(), encoded.payload(), MetadataJson.write(event.getMetaData()),
            stored(event.getTimestamp()), salt
        };
    }

    /** Every event of the log belongs to an aggregate: one that does not is a programming error. */
    private static DomainEventMessage<?> aggregateEvent(EventMessage<?> message) {
        if (message instanceof DomainEventMessage<?> event && event.getType() != null) {
            return event;
        }
        throw new IllegalArgumentException(
                "not an event of an aggregate: " + message.getPayloadType().getName());
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        Optional<EventsTogether> together = together();
        if (together.isPresent()) {
            together.get().flushIfAppended(aggregateIdentifier);
            List<DomainEventMessage<?>> ahead =
                    firstSequenceNumber == 0 ? together.get().takeAhead(aggregateIdentifier) : null;
            if (ahead != null) {
                return DomainEventStream.of(ahead);
            }
        }
        return DomainEventStream.of(pages(
                        firstSequenceNumber,
                        first -> jdbc.sql("""
                                SELECT * FROM domain_event WHERE aggregate_id = :id AND sequence >= :first
                                ORDER BY sequence LIMIT %d""".formatted(PAGE))
                                .param("id", aggregateIdentifier)
                                .param("first", first)
                                .query((row, _) -> message(row))
                                .list(),
                        last -> last.getSequenceNumber() + 1)
                .map(event -> event));
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
        return pages(position(token), after -> readAfter(after, PAGE), last -> position(last.trackingToken()));
    }

    /** The events after a dense index, as Axon's messages; one that cannot be decoded is an {@link UnreadableEvent}. */
    List<TrackedEventMessage<?>> readAfter(long denseIndex, int limit) {
        return reader.readAfter(denseIndex, limit).stream()
                .<TrackedEventMessage<?>>map(e -> new GenericTrackedDomainEventMessage<>(
                        new GlobalSequenceTrackingToken(e.denseIndex()),
                        new GenericDomainEventMessage<>(
                                e.stream(),
                                e.aggregateId(),
                                e.sequence(),
                                codec.decodeOrMark(e.name(), e.revision(), e.payload()),
                                MetadataJson.read(e.metadata()),
                                e.eventId(),
                                e.time())))
                .toList();
    }

    /** The dense index a token stands for; where segments or replays are folded into one, the earliest of them. */
    static long position(@Nullable TrackingToken token) {
        return switch (WrappedToken.unwrapLowerBound(token)) {
            case null -> 0;
            case GlobalSequenceTrackingToken index -> index.getGlobalIndex();
            case TrackingToken other ->
                throw new IllegalArgumentException(
                        "not a bookmark of this log: " + other.getClass().getName());
        };
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        PayloadCodec.Encoded encoded = codec.encode(snapshot.getPayload());
        jdbc.sql("""
                INSERT INTO snapshot_event
                    (aggregate_id, stream, sequence, event_id, name, revision, payload, metadata, time)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (aggregate_id) DO UPDATE SET sequence = excluded.sequence, event_id = excluded.event_id,
                    name = excluded.name, revision = excluded.revision, payload = excluded.payload,
                    metadata = excluded.metadata, time = excluded.time
                WHERE snapshot_event.sequence < excluded.sequence""")
                .params(
                        snapshot.getAggregateIdentifier(),
                        snapshot.getType(),
                        snapshot.getSequenceNumber(),
                        snapshot.getIdentifier(),
                        encoded.name(),
                        encoded.revision(),
                        encoded.payload(),
                        MetadataJson.write(snapshot.getMetaData()),
                        stored(snapshot.getTimestamp()))
                .update();
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        return jdbc.sql("SELECT * FROM snapshot_event WHERE aggregate_id = ?")
                .param(aggregateIdentifier)
                .query((row, _) -> message(row))
                .optional()
                .map(event -> event);
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        together().ifPresent(it -> it.flushIfAppended(aggregateIdentifier));
        return jdbc.sql("SELECT sequence FROM domain_event WHERE aggregate_id = ? ORDER BY sequence DESC LIMIT 1")
                .param(aggregateIdentifier)
                .query(Long.class)
                .optional();
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(reader.head());
    }

    @Override
    public TrackingToken createTokenAt(Instant dateTime) {
        return jdbc.sql("""
                        SELECT i.dense_index - 1 FROM domain_event d JOIN event_index i USING (global_index)
                        WHERE d.time >= ? ORDER BY i.dense_index LIMIT 1""")
                .param(dateTime.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .optional()
                .<TrackingToken>map(GlobalSequenceTrackingToken::new)
                .orElseGet(this::createHeadToken);
    }

    private GenericDomainEventMessage<?> message(ResultSet row) throws SQLException {
        return new GenericDomainEventMessage<>(
                row.getString("stream"),
                row.getString("aggregate_id"),
                row.getLong("sequence"),
                codec.decode(row.getString("name"), row.getInt("revision"), row.getBytes("payload")),
                MetadataJson.read(row.getBytes("metadata")),
                row.getString("event_id"),
                row.getObject("time", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static <T> Stream<T> pages(long start, LongFunction<List<T>> page, ToLongFunction<T> next) {
        return Stream.iterate(
                        page.apply(start),
                        found -> !found.isEmpty(),
                        found -> found.size() < PAGE ? List.of() : page.apply(next.applyAsLong(found.getLast())))
                .flatMap(List::stream);
    }
}
