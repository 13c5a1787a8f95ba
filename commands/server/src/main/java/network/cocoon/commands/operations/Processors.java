package network.cocoon.commands.operations;

import java.util.List;
import java.util.stream.Stream;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The event processors of this node, whoever brought them. */
@Component
class Processors {

    private final ObjectProvider<EventProcessingConfiguration> configuration;

    Processors(ObjectProvider<EventProcessingConfiguration> configuration) {
        this.configuration = configuration;
    }

    /**
     * A part of a processor that this node works on.
     *
     * @param position the dense index it has handled, 0 for none
     * @param failing  whether it cannot handle the next event and tries again
     */
    record Segment(String processor, int segment, long position, boolean failing) {}

    List<Segment> segments() {
        return configuration.stream()
                .flatMap(all -> all.eventProcessors().values().stream())
                .filter(StreamingEventProcessor.class::isInstance)
                .map(StreamingEventProcessor.class::cast)
                .flatMap(Processors::segments)
                .toList();
    }

    private static Stream<Segment> segments(StreamingEventProcessor processor) {
        return processor.processingStatus().values().stream()
                .map(status -> new Segment(
                        processor.getName(),
                        status.getSegment().getSegmentId(),
                        position(status),
                        status.isErrorState()));
    }

    private static long position(EventTrackerStatus status) {
        return status.getCurrentPosition().orElse(0);
    }
}
