package network.cocoon.projections;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import network.cocoon.eventstore.DedicatedConnections;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/**
 * The read side's beans. The importer brings the event store's configuration, a {@code JdbcClient} on the same
 * database and a {@code java.time.InstantSource}.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan(basePackageClasses = ViewsConfiguration.class)
public class ViewsConfiguration {

    /** Events in one transaction while catching up. */
    private static final int BATCH = 200;

    private static final Duration CLAIM_RETRY = Duration.ofSeconds(1);

    /** Static, for the processor's registration below needs it while this configuration itself is being made. */
    @Bean
    static ViewsChanged viewsChanged(DataSource database) {
        return new ViewsChanged(DedicatedConnections.to(database));
    }

    /**
     * A tracking processor, which the event store wakes at once; a pooled one would poll. A handler that fails stops
     * the processor at that event, which tries again: a view that silently lacks an event would be worse than a late
     * one.
     */
    @Autowired
    void processor(EventProcessingConfigurer processing, ViewsChanged changed) {
        processing
                .registerTrackingEventProcessor(
                        Views.PROCESSOR,
                        configuration -> configuration.eventStore(),
                        configuration -> TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                                .andBatchSize(BATCH)
                                .andTokenClaimInterval(CLAIM_RETRY.toMillis(), TimeUnit.MILLISECONDS))
                .registerListenerInvocationErrorHandler(Views.PROCESSOR, _ -> PropagatingErrorHandler.instance())
                .registerHandlerInterceptor(Views.PROCESSOR, _ -> signalling(changed));
    }

    private static MessageHandlerInterceptor<EventMessage<?>> signalling(ViewsChanged changed) {
        return (unit, chain) -> {
            unit.afterCommit(_ -> changed.committed());
            return chain.proceed();
        };
    }
}
