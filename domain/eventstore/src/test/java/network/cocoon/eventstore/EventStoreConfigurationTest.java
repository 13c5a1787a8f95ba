package network.cocoon.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import network.cocoon.eventstore.ToyCodec.Moved;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ReplayStatus;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

class EventStoreConfigurationTest {
    private TestDatabase database;
    private ConfigurableApplicationContext application;

    /** What a program that uses the store brings along. */
    @EnableAutoConfiguration
    @Import(EventStoreConfiguration.class)
    static class Application {
        @Bean
        PayloadCodec payloadCodec() {
            return new ToyCodec();
        }
    }

    /** Remembers what it was told. */
    static final class Listener {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @EventHandler
        void on(Moved event, ReplayStatus status) {
            heard.add(event.to() + (status.isReplay() ? " again" : ""));
        }
    }

    @BeforeEach
    void start() throws SQLException {
        database = TestDatabase.create();
        application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(
                        "spring.datasource.url=" + database.jdbcUrl(),
                        "spring.datasource.username=" + database.user(),
                        "spring.datasource.password=" + database.password())
                .run();
    }

    @AfterEach
    void stop() {
        application.close();
        database.close();
    }

    @Test
    void declaresEveryPartOfTheStore() {
        assertThat(application.getBean(EventStore.class))
                .isInstanceOf(LogEventStore.class)
                .isInstanceOf(EmbeddedEventStore.class);
        assertThat(application.getBean(EventStorageEngine.class)).isInstanceOf(LogStorageEngine.class);
        assertThat(application.getBean(TokenStore.class)).isInstanceOf(JdbcTokenStore.class);
        assertThat(application.getBean(TransactionManager.class)).isInstanceOf(SpringTransactionManager.class);
        assertThat(application.getBean(ConnectionProvider.class))
                .isInstanceOf(SpringDataSourceConnectionProvider.class);
        assertThat(application.getBean(LogNode.class).isRunning()).isTrue();
        assertThat(application.getBean(LogTail.class).head()).isZero();
    }

    @Test
    void tellsATrackingProcessorAndReplaysForIt() throws Exception {
        var listener = new Listener();
        var processor = TrackingEventProcessor.builder()
                .name("tracking")
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder()
                        .eventHandlers(listener)
                        .build())
                .messageSource(application.getBean(EventStore.class))
                .tokenStore(application.getBean(TokenStore.class))
                .transactionManager(application.getBean(TransactionManager.class))
                .trackingEventProcessorConfiguration(TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                        .andInitialTrackingToken(source -> source.createTailToken()))
                .build();
        hearsEverything(processor, listener);

        processor.shutDown();
        processor.resetTokens();
        processor.start();
        assertThat(listener.heard.poll(30, TimeUnit.SECONDS)).isEqualTo("shelf again");
        assertThat(listener.heard.poll(30, TimeUnit.SECONDS)).isEqualTo("box again");
        assertThat(listener.heard.poll(30, TimeUnit.SECONDS)).isEqualTo("floor again");
        append("toy", 3, "bed");
        assertThat(listener.heard.poll(30, TimeUnit.SECONDS)).isEqualTo("bed");
        processor.shutDown();
    }

    @Test
    void tellsAPooledProcessor() throws Exception {
        var listener = new Listener();
        var threads = new ScheduledThreadPoolExecutor(2);
        var processor = PooledStreamingEventProcessor.builder()
                .name("pooled")
                .initialToken(source -> source.createTailToken())
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder()
                        .eventHandlers(listener)
                        .build())
                .messageSource(application.getBean(EventStore.class))
                .tokenStore(application.getBean(TokenStore.class))
                .transactionManager(application.getBean(TransactionManager.class))
                .coordinatorExecutor(threads)
                .workerExecutor(threads)
                .initialSegmentCount(2)
                .build();
        hearsEverything(processor, listener);
        processor.shutDown();
        threads.shutdownNow();
    }

    private void hearsEverything(StreamingEventProcessor processor, Listener listener) throws InterruptedException {
        append("toy", 0, "shelf");
        processor.start();
        assertThat(listener.heard.poll(30, TimeUnit.SECONDS)).isEqualTo("shelf");
        append("toy", 1, "box");
        assertThat(listener.heard.poll(30, TimeUnit.SECONDS)).isEqualTo("box");
        try (var elsewhere = new TestNode(database.dataSource()).started()) {
            elsewhere.append("toy", 2, "floor");
            assertThat(listener.heard.poll(30, TimeUnit.SECONDS)).isEqualTo("floor");
        }
    }

    private void append(String toy, long sequence, String place) {
        application.getBean(EventStore.class).publish(TestNode.moves(toy, sequence, place));
    }
}
