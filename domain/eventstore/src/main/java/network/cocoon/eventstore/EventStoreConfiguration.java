package network.cocoon.eventstore;

import java.security.SecureRandom;
import java.time.Duration;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The event store's beans, each declared: left alone, Axon can silently choose stores in memory and no transactions.
 *
 * <p>The importer brings a {@link DataSource}, its {@link PlatformTransactionManager}, and a {@link PayloadCodec}.
 */
@Configuration(proxyBeanMethods = false)
public class EventStoreConfiguration {
    /** After this long another node may take over the work of a processor whose node is gone. */
    private static final Duration CLAIM = Duration.ofSeconds(5);

    @Bean
    @DependsOnDatabaseInitialization
    LogNode logNode(DataSource database, ObjectProvider<LogDuty> duty) {
        return new LogNode(DedicatedConnections.to(database), duty.getIfAvailable(() -> new LogDuty(true)));
    }

    @Bean
    LogTail logTail(LogNode node) {
        return node.tail();
    }

    @Bean
    @DependsOnDatabaseInitialization
    LogReader logReader(DataSource database) {
        return new LogReader(database);
    }

    @Bean
    @DependsOnDatabaseInitialization
    LogStorageEngine eventStorageEngine(
            DataSource database, PlatformTransactionManager transactions, LogNode node, PayloadCodec codec) {
        return new LogStorageEngine(database, transactions, node, codec, new SecureRandom());
    }

    @Bean
    LogEventStore eventStore(LogStorageEngine engine, LogTail tail) {
        return new LogEventStore(engine, tail);
    }

    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    /** Hands out the connection of the Spring transaction in progress, if there is one. */
    @Bean
    ConnectionProvider connectionProvider(DataSource database) {
        return new SpringDataSourceConnectionProvider(database);
    }

    @Bean
    TokenOwner tokenOwner() {
        return TokenOwner.ofThisProcess(new SecureRandom());
    }

    @Bean
    @DependsOnDatabaseInitialization
    JdbcTokenStore tokenStore(DataSource database, ConnectionProvider connections, TokenOwner owner) {
        var builder = JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(new TokenSerializer())
                .schema(TokenSchema.builder()
                        .setTokenTable("token_entry")
                        .setProcessorNameColumn("processor_name")
                        .setTokenTypeColumn("token_type")
                        .setTimestampColumn("updated_at")
                        .build())
                .nodeId(owner.id())
                .claimTimeout(CLAIM);
        return new FencedTokenStore(builder, JdbcClient.create(database), owner);
    }
}
