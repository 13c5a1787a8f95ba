package network.cocoon.projections.feed;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import network.cocoon.projections.Views;
import org.axonframework.config.Configuration;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The processor behind the views: several segments, shared by all nodes on the database. A stream's events stay in one
 * segment and so in order; those of different streams may pass each other.
 */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
public class FeedConfiguration {

    /** Events in one transaction while catching up. */
    private static final int BATCH = 1_000;

    /** How often a process looks for segments that nobody has. */
    private static final Duration CLAIM = Duration.ofSeconds(1);

    /** A provider, for the processor is registered before there is a database to have a share of. */
    @Autowired
    void processor(
            EventProcessingConfigurer processing,
            ObjectProvider<Feeders> feeders,
            ObjectProvider<FeedThreads> threads) {
        processing
                .registerPooledStreamingEventProcessor(
                        Views.PROCESSOR, Configuration::eventStore, (_, builder) -> processor(builder, feeders)
                                .workerExecutor(threads.getObject().workers()))
                .registerListenerInvocationErrorHandler(Views.PROCESSOR, _ -> PropagatingErrorHandler.instance());
    }

    private static PooledStreamingEventProcessor.Builder processor(
            PooledStreamingEventProcessor.Builder builder, ObjectProvider<Feeders> feeders) {
        var built = new AtomicBoolean();
        builder.initialSegmentCount(Feeders.SEGMENTS)
                .initialToken(source -> source.createTailToken())
                .batchSize(BATCH)
                .tokenClaimInterval(CLAIM.toMillis())
                .claimExtensionThreshold(CLAIM.toMillis())
                .enableCoordinatorClaimExtension()
                // While it is built Axon takes none for a mistake; then it is what a node without the duty has.
                .maxSegmentProvider(_ -> built.get() ? feeders.getObject().share() : Feeders.SEGMENTS);
        built.set(true);
        return builder;
    }
}
