package network.cocoon.audit;

import java.time.Instant;
import java.time.temporal.ChronoField;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.provider.ProviderEvent;
import network.cocoon.domain.registry.RegistryEvent;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.worker.WorkerEvent;

/** When an event happened, as it says itself. */
final class EventTimes {

    private EventTimes() {}

    static long micros(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.get(ChronoField.MICRO_OF_SECOND));
    }

    static Instant of(InferenceEvent event) {
        return switch (event) {
            case InferenceEvent.Requested e -> e.at();
            case InferenceEvent.Assigned e -> e.at();
            case InferenceEvent.Completed e -> e.at();
            case InferenceEvent.AttemptFailed e -> e.at();
            case InferenceEvent.ResealRequired e -> e.at();
            case InferenceEvent.Resealed e -> e.at();
            case InferenceEvent.Failed e -> e.at();
            case InferenceEvent.Cancelled e -> e.at();
            case InferenceEvent.Expired e -> e.at();
            case InferenceEvent.ReportRefused e -> e.at();
        };
    }

    static Instant of(AccountEvent event) {
        return switch (event) {
            case AccountEvent.Registered e -> e.at();
            case AccountEvent.ApiKeyIssued e -> e.at();
            case AccountEvent.ApiKeyRevoked e -> e.at();
            case AccountEvent.ClientKeyCertified e -> e.at();
            case AccountEvent.ClientKeyRevoked e -> e.at();
            case AccountEvent.CreditAuthorized e -> e.at();
            case AccountEvent.EscrowOpened e -> e.at();
            case AccountEvent.EscrowFunded e -> e.at();
            case AccountEvent.VoucherAccepted e -> e.at();
            case AccountEvent.VoucherRedeemed e -> e.at();
            case AccountEvent.WithdrawalRequested e -> e.at();
            case AccountEvent.VoucherKeyChanged e -> e.at();
            case AccountEvent.EscrowClosed e -> e.at();
            case AccountEvent.LanesRebalanced e -> e.at();
            case AccountEvent.Suspended e -> e.at();
            case AccountEvent.Resumed e -> e.at();
        };
    }

    static Instant of(WorkerEvent event) {
        return switch (event) {
            case WorkerEvent.Registered e -> e.at();
            case WorkerEvent.Attested e -> e.at();
            case WorkerEvent.AttestationRejected e -> e.at();
            case WorkerEvent.ModelOffered e -> e.at();
            case WorkerEvent.Drained e -> e.at();
            case WorkerEvent.Activated e -> e.at();
            case WorkerEvent.Suspended e -> e.at();
            case WorkerEvent.Lost e -> e.at();
            case WorkerEvent.Resumed e -> e.at();
            case WorkerEvent.Retired e -> e.at();
        };
    }

    static Instant of(ProviderEvent event) {
        return switch (event) {
            case ProviderEvent.Registered e -> e.at();
            case ProviderEvent.PayoutAddressProposed e -> e.at();
            case ProviderEvent.PayoutAddressProposalCancelled e -> e.at();
            case ProviderEvent.PayoutAddressChanged e -> e.at();
            case ProviderEvent.EnrolmentTokenIssued e -> e.at();
            case ProviderEvent.EnrolmentTokenUsed e -> e.at();
        };
    }

    static Instant of(RegistryEvent event) {
        return switch (event) {
            case RegistryEvent.ModelListed e -> e.at();
            case RegistryEvent.PriceOrdered e -> e.at();
            case RegistryEvent.PriceSet e -> e.at();
            case RegistryEvent.MeasurementAllowed e -> e.at();
            case RegistryEvent.MeasurementRevoked e -> e.at();
            case RegistryEvent.Published e -> e.at();
        };
    }

    static Instant of(SettlementEvent event) {
        return switch (event) {
            case SettlementEvent.PeriodClosed e -> e.at();
            case SettlementEvent.BalancesCredited e -> e.at();
            case SettlementEvent.PayoutScheduled e -> e.at();
            case SettlementEvent.TransferOrdered e -> e.at();
            case SettlementEvent.PayoutSubmitted e -> e.at();
            case SettlementEvent.PayoutConfirmed e -> e.at();
            case SettlementEvent.PayoutFailed e -> e.at();
            case SettlementEvent.ExitRootOrdered e -> e.at();
            case SettlementEvent.ExitRootSet e -> e.at();
            case SettlementEvent.ExitOpened e -> e.at();
            case SettlementEvent.ExitClaimed e -> e.at();
            case SettlementEvent.DifferenceFound e -> e.at();
            case SettlementEvent.DifferenceResolved e -> e.at();
        };
    }
}
