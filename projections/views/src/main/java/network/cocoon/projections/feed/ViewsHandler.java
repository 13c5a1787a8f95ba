package network.cocoon.projections.feed;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.projections.Views;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.write.ViewEvent;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/** Gathers the events of Axon's batch and hands them over with the last. */
@Component
@ProcessingGroup(Views.PROCESSOR)
class ViewsHandler {

    private static final String GATHERED = ViewsHandler.class.getName();
    /** Where Axon's pooled processor says which segment it is working for. */
    private static final String SEGMENT = "Processor[" + Views.PROCESSOR + "]/SegmentId";

    private final ViewFeed feed;
    private final Bookmark bookmark;
    private final ViewsChanged changed;
    private final FeedThreads threads;

    ViewsHandler(ViewFeed feed, Bookmark bookmark, ViewsChanged changed, FeedThreads threads) {
        this.feed = feed;
        this.bookmark = bookmark;
        this.changed = changed;
        this.threads = threads;
    }

    @EventHandler
    void on(Object payload, DomainEventMessage<?> message) {
        UnitOfWork<?> unit = CurrentUnitOfWork.get();
        List<ViewEvent> gathered = unit.getOrComputeResource(GATHERED, _ -> new ArrayList<>());
        gathered.add(new ViewEvent(
                position(message),
                message.getType(),
                message.getAggregateIdentifier(),
                message.getSequenceNumber(),
                payload));
        if (!(unit instanceof BatchingUnitOfWork<?> batch) || batch.isLastMessage()) {
            int segment = unit.<Integer>getResource(SEGMENT);
            bookmark.hold(segment);
            feed.take(gathered, segment);
            threads.took(gathered.size());
            unit.afterCommit(_ -> changed.committed());
        }
    }

    private static long position(DomainEventMessage<?> message) {
        if (message instanceof TrackedEventMessage<?> tracked
                && WrappedToken.unwrapUpperBound(tracked.trackingToken())
                        instanceof GlobalSequenceTrackingToken index) {
            return index.getGlobalIndex();
        }
        throw new IllegalStateException("an event of the log without its place");
    }
}
