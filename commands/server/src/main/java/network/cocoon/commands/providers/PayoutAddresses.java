package network.cocoon.commands.providers;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.Refusal;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.provider.PayoutProposal;
import network.cocoon.domain.provider.ProviderCommand;
import network.cocoon.domain.provider.ProviderRefusal;
import network.cocoon.domain.provider.ProviderState;
import network.cocoon.domain.worker.WorkerRefusal;
import network.cocoon.domain.worker.WorkerState;
import network.cocoon.wire.api.ProviderApi.NextAddress;
import network.cocoon.wire.api.ProviderApi.PayoutAddress;
import network.cocoon.wire.api.WorkerApi.WorkerPayout;
import network.cocoon.wire.tonproof.WalletAnswer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Where providers are paid. A change waits, so that an owner whose key was stolen has time to notice. */
@Service
public class PayoutAddresses {

    private static final int BATCH = 500;

    private final Dispatcher dispatcher;
    private final Transactions transactions;
    private final StateReader states;
    private final WalletProofs proofs;
    private final AddressChangeTable changes;
    private final CocoonSettings.Owners settings;
    private final @Nullable Integer chain;
    private final InstantSource clock;

    PayoutAddresses(
            Dispatcher dispatcher,
            Transactions transactions,
            StateReader states,
            WalletProofs proofs,
            AddressChangeTable changes,
            CocoonSettings settings,
            InstantSource clock) {
        this.dispatcher = dispatcher;
        this.transactions = transactions;
        this.states = states;
        this.proofs = proofs;
        this.changes = changes;
        this.settings = settings.owners();
        this.chain = settings.ton().networkId();
        this.clock = clock;
    }

    PayoutAddress of(ProviderId provider) {
        return switch (states.provider(provider)) {
            case ProviderState.Absent _ ->
                throw new RefusedException(ProviderRefusal.PROVIDER_UNKNOWN, "no such provider");
            case ProviderState.Registered p ->
                new PayoutAddress(provider, p.payoutAddress(), proofs.display(p.payoutAddress()), next(p.proposal()));
        };
    }

    WorkerPayout of(WorkerId worker) {
        return switch (states.worker(worker)) {
            case WorkerState.Absent _ -> throw new RefusedException(WorkerRefusal.WORKER_UNKNOWN, "no such worker");
            case WorkerState.Enrolled enrolled -> new WorkerPayout(chain, of(enrolled.provider()));
        };
    }

    private @Nullable NextAddress next(@Nullable PayoutProposal proposal) {
        return proposal == null
                ? null
                : new NextAddress(proposal.address(), proofs.display(proposal.address()), proposal.due());
    }

    void propose(ProviderId provider, WalletAnswer answer) {
        transactions.run(() -> {
            if (isProposed(provider, answer)) {
                return; // the answer to the first call was lost
            }
            Instant now = clock.instant();
            // Whole seconds are what people are told.
            Instant due = now.plus(settings.payoutDelay())
                    .truncatedTo(ChronoUnit.SECONDS)
                    .plusSeconds(1);
            var order = new ProviderCommand.ProposePayoutAddress(provider, proofs.judge(answer), due, now);
            if (dispatcher.dispatch(order) instanceof Outcome.Accepted) {
                changes.add(provider, due);
            }
        });
    }

    private boolean isProposed(ProviderId provider, WalletAnswer answer) {
        return states.provider(provider) instanceof ProviderState.Registered p
                && p.proposal() != null
                && p.proposal().payload().equals(answer.proof().payload());
    }

    /** @param answer of the wallet that is paid now; null where the owner's key orders it */
    void cancel(ProviderId provider, @Nullable WalletAnswer answer) {
        transactions.run(() -> {
            dispatcher.dispatch(new ProviderCommand.CancelPayoutAddress(
                    provider, answer == null ? null : proofs.judge(answer), clock.instant()));
            changes.remove(provider);
        });
    }

    /** Has every change that is due take effect; whoever schedules payments does so first. */
    public void changeDue() {
        Instant now = clock.instant();
        List<ProviderId> due;
        do {
            due = changes.due(now, BATCH);
            due.forEach(provider -> change(provider, now));
        } while (due.size() == BATCH);
    }

    private void change(ProviderId provider, Instant now) {
        try {
            transactions.run(() -> {
                dispatcher.dispatch(new ProviderCommand.ChangePayoutAddress(provider, now));
                changes.remove(provider);
            });
        } catch (RefusedException e) {
            Refusal code = e.rejection().code();
            // Another node was quicker, or the owner cancelled just now.
            if (code != ProviderRefusal.PROPOSAL_UNKNOWN && code != ProviderRefusal.PROPOSAL_NOT_DUE) {
                throw e;
            }
        }
    }
}
