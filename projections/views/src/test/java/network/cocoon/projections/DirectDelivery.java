package network.cocoon.projections;

import java.util.List;
import network.cocoon.projections.feed.ViewFeed;
import network.cocoon.projections.write.ViewEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Hands events to the views past the processor, as a broken bookmark would. */
final class DirectDelivery {

    private final ViewFeed feed;
    private final TransactionTemplate transaction;

    DirectDelivery(ApplicationContext context) {
        feed = context.getBean(ViewFeed.class);
        transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    /** In one batch. */
    void deliver(List<SampleEvent> events) {
        List<ViewEvent> batch = events.stream()
                .map(e -> new ViewEvent(1, e.stream(), e.aggregate(), e.sequence(), e.event()))
                .toList();
        transaction.executeWithoutResult(_ -> feed.take(batch, 0));
    }
}
