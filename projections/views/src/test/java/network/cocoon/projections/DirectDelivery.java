package network.cocoon.projections;

import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.context.ApplicationContext;

/** Hands events to the projections past the processor, as a broken bookmark would. */
final class DirectDelivery {

    private final List<AnnotationEventHandlerAdapter> projections;

    DirectDelivery(ApplicationContext context) {
        projections = context.getBeansWithAnnotation(ProcessingGroup.class).values().stream()
                .map(AnnotationEventHandlerAdapter::new)
                .toList();
    }

    void deliver(SampleEvent event) {
        EventMessage<?> message = SampleLog.message(event);
        for (AnnotationEventHandlerAdapter projection : projections) {
            try {
                projection.handle(message);
            } catch (Exception e) {
                throw new AssertionError("a projection refused a repeated event", e);
            }
        }
    }
}
