package network.cocoon.commands.relay;

import network.cocoon.commands.feed.LogEvents;
import network.cocoon.commands.node.Drain;
import network.cocoon.commands.node.Nodes;
import network.cocoon.commands.node.OwedAnswers;
import network.cocoon.domain.inference.InferenceEvent;
import org.springframework.stereotype.Component;

/**
 * Lets go of clients that wait at this node for what will not come here: the answer is relayed elsewhere, or this node is
 * about to stop. Their streams end before a first byte, and they ask where to go.
 */
@Component
class WaitingReaders {

    WaitingReaders(RelayHub hub, LogEvents log, Nodes nodes, Drain drain, OwedAnswers answers) {
        log.subscribe(entry -> {
            if (entry.event() instanceof InferenceEvent.Assigned assigned
                    && !assigned.assignment().relay().equals(nodes.self())) {
                hub.dismiss(assigned.request());
            }
        });
        drain.atFirst(() -> answers.queued().forEach(hub::dismiss));
    }
}
