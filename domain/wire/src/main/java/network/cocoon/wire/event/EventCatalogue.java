package network.cocoon.wire.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.provider.ProviderEvent;
import network.cocoon.domain.registry.RegistryEvent;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.transparency.TransparencyEvent;
import network.cocoon.domain.worker.WorkerEvent;
import org.jspecify.annotations.Nullable;

/** Every event there is. A name never changes and is never given to anything else: the log lives for years. */
public final class EventCatalogue {

    private static final EventCatalogue CURRENT = new EventCatalogue(List.of(
            new EventType("account.Registered", AccountEvent.Registered.class, 1),
            new EventType("account.ApiKeyIssued", AccountEvent.ApiKeyIssued.class, 1),
            new EventType("account.ApiKeyRevoked", AccountEvent.ApiKeyRevoked.class, 1),
            new EventType("account.ClientKeyCertified", AccountEvent.ClientKeyCertified.class, 1),
            new EventType("account.ClientKeyRevoked", AccountEvent.ClientKeyRevoked.class, 1),
            new EventType("account.CreditAuthorized", AccountEvent.CreditAuthorized.class, 1),
            new EventType("account.EscrowOpened", AccountEvent.EscrowOpened.class, 1),
            new EventType("account.EscrowFunded", AccountEvent.EscrowFunded.class, 1),
            new EventType("account.VoucherAccepted", AccountEvent.VoucherAccepted.class, 1),
            new EventType("account.VoucherRedeemed", AccountEvent.VoucherRedeemed.class, 1),
            new EventType("account.WithdrawalRequested", AccountEvent.WithdrawalRequested.class, 1),
            new EventType("account.VoucherKeyChanged", AccountEvent.VoucherKeyChanged.class, 1),
            new EventType("account.EscrowClosed", AccountEvent.EscrowClosed.class, 1),
            new EventType("account.LanesRebalanced", AccountEvent.LanesRebalanced.class, 1),
            new EventType("account.Suspended", AccountEvent.Suspended.class, 1),
            new EventType("account.Resumed", AccountEvent.Resumed.class, 1),
            new EventType("inference.Requested", InferenceEvent.Requested.class, 1),
            new EventType("inference.Assigned", InferenceEvent.Assigned.class, 2),
            new EventType("inference.AttemptFailed", InferenceEvent.AttemptFailed.class, 1),
            new EventType("inference.ResealRequired", InferenceEvent.ResealRequired.class, 1),
            new EventType("inference.Resealed", InferenceEvent.Resealed.class, 1),
            new EventType("inference.Completed", InferenceEvent.Completed.class, 1),
            new EventType("inference.Failed", InferenceEvent.Failed.class, 2),
            new EventType("inference.Cancelled", InferenceEvent.Cancelled.class, 2),
            new EventType("inference.Expired", InferenceEvent.Expired.class, 2),
            new EventType("inference.ReportRefused", InferenceEvent.ReportRefused.class, 1),
            new EventType("worker.Registered", WorkerEvent.Registered.class, 1),
            new EventType("worker.Attested", WorkerEvent.Attested.class, 1),
            new EventType("worker.AttestationRejected", WorkerEvent.AttestationRejected.class, 1),
            new EventType("worker.ModelOffered", WorkerEvent.ModelOffered.class, 1),
            new EventType("worker.Drained", WorkerEvent.Drained.class, 1),
            new EventType("worker.Activated", WorkerEvent.Activated.class, 1),
            new EventType("worker.Suspended", WorkerEvent.Suspended.class, 1),
            new EventType("worker.Resumed", WorkerEvent.Resumed.class, 1),
            new EventType("worker.Lost", WorkerEvent.Lost.class, 1),
            new EventType("worker.Retired", WorkerEvent.Retired.class, 1),
            new EventType("provider.Registered", ProviderEvent.Registered.class, 2),
            new EventType("provider.PayoutAddressProposed", ProviderEvent.PayoutAddressProposed.class, 1),
            new EventType(
                    "provider.PayoutAddressProposalCancelled", ProviderEvent.PayoutAddressProposalCancelled.class, 1),
            new EventType("provider.PayoutAddressChanged", ProviderEvent.PayoutAddressChanged.class, 1),
            new EventType("provider.EnrolmentTokenIssued", ProviderEvent.EnrolmentTokenIssued.class, 1),
            new EventType("provider.EnrolmentTokenUsed", ProviderEvent.EnrolmentTokenUsed.class, 1),
            new EventType("settlement.PeriodClosed", SettlementEvent.PeriodClosed.class, 1),
            new EventType("settlement.BalancesCredited", SettlementEvent.BalancesCredited.class, 1),
            new EventType("settlement.PayoutScheduled", SettlementEvent.PayoutScheduled.class, 1),
            new EventType("settlement.TransferOrdered", SettlementEvent.TransferOrdered.class, 1),
            new EventType("settlement.PayoutSubmitted", SettlementEvent.PayoutSubmitted.class, 1),
            new EventType("settlement.PayoutConfirmed", SettlementEvent.PayoutConfirmed.class, 1),
            new EventType("settlement.PayoutFailed", SettlementEvent.PayoutFailed.class, 1),
            new EventType("settlement.ExitRootOrdered", SettlementEvent.ExitRootOrdered.class, 1),
            new EventType("settlement.ExitRootSet", SettlementEvent.ExitRootSet.class, 1),
            new EventType("settlement.ExitOpened", SettlementEvent.ExitOpened.class, 1),
            new EventType("settlement.ExitClaimed", SettlementEvent.ExitClaimed.class, 1),
            new EventType("settlement.DifferenceFound", SettlementEvent.DifferenceFound.class, 1),
            new EventType("settlement.DifferenceResolved", SettlementEvent.DifferenceResolved.class, 1),
            new EventType("registry.ModelListed", RegistryEvent.ModelListed.class, 1),
            new EventType("registry.PriceOrdered", RegistryEvent.PriceOrdered.class, 1),
            new EventType("registry.PriceSet", RegistryEvent.PriceSet.class, 1),
            new EventType("registry.MeasurementAllowed", RegistryEvent.MeasurementAllowed.class, 1),
            new EventType("registry.MeasurementRevoked", RegistryEvent.MeasurementRevoked.class, 1),
            new EventType("registry.Published", RegistryEvent.Published.class, 1),
            new EventType("transparency.CheckpointSealed", TransparencyEvent.CheckpointSealed.class, 1),
            new EventType("transparency.CheckpointAnchored", TransparencyEvent.CheckpointAnchored.class, 1)));

    private final List<EventType> types;
    private final Map<String, EventType> byName = new HashMap<>();
    private final Map<Class<?>, EventType> byClass = new HashMap<>();

    EventCatalogue(List<EventType> types) {
        this.types = List.copyOf(types);
        for (EventType type : types) {
            if (byName.put(type.name(), type) != null || byClass.put(type.type(), type) != null) {
                throw new IllegalArgumentException(type.name() + " is listed twice");
            }
        }
    }

    /** Today's. */
    public static EventCatalogue current() {
        return CURRENT;
    }

    public List<EventType> types() {
        return types;
    }

    @Nullable EventType find(String name) {
        return byName.get(name);
    }

    @Nullable EventType find(Class<?> type) {
        return byClass.get(type);
    }
}
