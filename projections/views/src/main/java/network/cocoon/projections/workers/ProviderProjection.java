package network.cocoon.projections.workers;

import network.cocoon.domain.provider.ProviderEvent;
import network.cocoon.domain.provider.ProviderEvent.EnrolmentTokenIssued;
import network.cocoon.domain.provider.ProviderEvent.EnrolmentTokenUsed;
import network.cocoon.domain.provider.ProviderEvent.PayoutAddressChanged;
import network.cocoon.domain.provider.ProviderEvent.PayoutAddressProposalCancelled;
import network.cocoon.domain.provider.ProviderEvent.PayoutAddressProposed;
import network.cocoon.domain.provider.ProviderEvent.Registered;
import network.cocoon.projections.write.Projection;
import network.cocoon.projections.write.ViewBatch;
import network.cocoon.projections.write.ViewEvent;
import org.springframework.stereotype.Component;

/** One row per GPU owner. */
@Component
class ProviderProjection implements Projection {

    @Override
    public void on(ViewEvent event, ViewBatch batch) {
        if (!(event.payload() instanceof ProviderEvent provider)) {
            return;
        }
        switch (provider) {
            case Registered e -> {
                String id = e.provider().value();
                batch.add(WorkerWrites.PROVIDER, id, id, e.payoutAddress(), e.at());
            }
            case PayoutAddressChanged e -> {
                String id = e.provider().value();
                batch.add(WorkerWrites.PAYOUT_ADDRESS, id, id, e.payoutAddress(), event.sequence());
                nothingProposed(id, event, batch);
            }
            case PayoutAddressProposed e -> {
                String id = e.provider().value();
                batch.add(WorkerWrites.PROPOSED_ADDRESS, id, id, e.payoutAddress(), e.due(), event.sequence());
            }
            case PayoutAddressProposalCancelled e ->
                nothingProposed(e.provider().value(), event, batch);
            // Tokens are of no interest once their worker stands in the list.
            case EnrolmentTokenIssued _, EnrolmentTokenUsed _ -> {}
        }
    }

    private static void nothingProposed(String provider, ViewEvent event, ViewBatch batch) {
        batch.add(WorkerWrites.PROPOSED_ADDRESS, provider, provider, null, null, event.sequence());
    }
}
