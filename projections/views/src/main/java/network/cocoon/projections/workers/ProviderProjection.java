package network.cocoon.projections.workers;

import java.time.ZoneOffset;
import network.cocoon.domain.provider.ProviderEvent;
import network.cocoon.domain.provider.ProviderEvent.EnrolmentTokenIssued;
import network.cocoon.domain.provider.ProviderEvent.EnrolmentTokenUsed;
import network.cocoon.domain.provider.ProviderEvent.Registered;
import network.cocoon.projections.Views;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One row per GPU owner. */
@Component
@ProcessingGroup(Views.PROCESSOR)
class ProviderProjection {

    private final JdbcClient jdbc;

    ProviderProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(ProviderEvent event) {
        switch (event) {
            case Registered e ->
                jdbc.sql("""
                                INSERT INTO view_provider (provider_id, payout_address, registered_at)
                                VALUES (:provider, :address, :at)
                                ON CONFLICT (provider_id) DO NOTHING""")
                        .param("provider", e.provider().value())
                        .param("address", e.payoutAddress())
                        .param("at", e.at().atOffset(ZoneOffset.UTC))
                        .update();
            // Tokens are of no interest once their worker stands in the list.
            case EnrolmentTokenIssued _, EnrolmentTokenUsed _ -> {}
        }
    }
}
