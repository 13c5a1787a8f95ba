package network.cocoon.projections.settlement;

import network.cocoon.domain.settlement.Accrual;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.settlement.SettlementEvent.PeriodClosed;
import network.cocoon.projections.write.Projection;
import network.cocoon.projections.write.RowWrite;
import network.cocoon.projections.write.ViewBatch;
import network.cocoon.projections.write.ViewEvent;
import org.springframework.stereotype.Component;

/** One row per closed period and per owner's share of it. */
@Component
class SettlementProjection implements Projection {

    private static final RowWrite PERIOD = RowWrite.into("view_period", """
            period text, from_at timestamptz, up_to timestamptz, charged bigint, fees bigint, providers integer,
            requests bigint, at timestamptz""", """
            INSERT INTO view_period (period, from_at, up_to, charged, fees, providers, requests, closed_at)
            SELECT period, from_at, up_to, charged, fees, providers, requests, at FROM :rows
            ON CONFLICT (period) DO NOTHING""");

    private static final RowWrite ACCRUAL =
            RowWrite.into("view_accrual", "period text, provider text, reward bigint, requests bigint", """
            INSERT INTO view_accrual (period, provider_id, reward, requests)
            SELECT period, provider, reward, requests FROM :rows
            ON CONFLICT (period, provider_id) DO NOTHING""");

    @Override
    public void on(ViewEvent event, ViewBatch batch) {
        if (event.payload() instanceof SettlementEvent settlement) {
            switch (settlement) {
                case PeriodClosed e -> closed(e, batch);
                // Balances, batches, transfers and differences are shown from their streams themselves.
                case SettlementEvent.BalancesCredited _,
                        SettlementEvent.PayoutScheduled _,
                        SettlementEvent.TransferOrdered _,
                        SettlementEvent.PayoutSubmitted _,
                        SettlementEvent.PayoutConfirmed _,
                        SettlementEvent.PayoutFailed _,
                        SettlementEvent.ExitRootOrdered _,
                        SettlementEvent.ExitRootSet _,
                        SettlementEvent.ExitOpened _,
                        SettlementEvent.ExitClaimed _,
                        SettlementEvent.DifferenceFound _,
                        SettlementEvent.DifferenceResolved _ -> {}
            }
        }
    }

    private static void closed(PeriodClosed e, ViewBatch batch) {
        String period = e.period().value();
        batch.add(
                PERIOD,
                period,
                period,
                e.from(),
                e.upTo(),
                e.charged().value(),
                e.fees().value(),
                e.accruals().size(),
                e.accruals().stream().mapToLong(Accrual::requests).sum(),
                e.at());
        for (Accrual a : e.accruals()) {
            String provider = a.provider().value();
            batch.add(
                    ACCRUAL,
                    period + '/' + provider,
                    period,
                    provider,
                    a.reward().value(),
                    a.requests());
        }
    }
}
