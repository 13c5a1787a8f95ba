package network.cocoon.commands.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;

/**
 * What each app has paid each provider for answers that ended whole, as this node has read it in the log since it started. In
 * memory: a node that starts anew gives shorter windows for a while, and no bill depends on it. By provider, so that who pays
 * himself is trusted by himself. Thread-safe, bounded.
 */
final class PaidAnswers {

    /** Tens of megabytes by reckoning, if all were full; each entry is an answer that was paid. */
    private static final int MOST_APPS = 10_000;

    private static final int MOST_PROVIDERS = 50;

    private final Map<AccountId, Map<ProviderId, Paid>> apps = new ConcurrentHashMap<>();

    /** @param last when the newest of them ended */
    private record Paid(Nanoton sum, Instant last) {
        private Paid with(Nanoton cost, Instant at) {
            return new Paid(new Nanoton(Math.min(Long.MAX_VALUE - cost.value(), sum.value()) + cost.value()), at);
        }
    }

    /** One event of the log. */
    void add(InferenceEvent.Completed event) {
        apps.compute(event.account(), (_, known) -> {
            Map<ProviderId, Paid> providers = known;
            if (providers == null) {
                if (apps.size() >= MOST_APPS) {
                    return null;
                }
                providers = new ConcurrentHashMap<>();
            }
            Paid before = providers.get(event.provider());
            if (before != null || providers.size() < MOST_PROVIDERS) {
                Paid paid = before == null ? new Paid(Nanoton.ZERO, event.at()) : before;
                providers.put(event.provider(), paid.with(event.charge().cost(), event.at()));
            }
            return providers;
        });
    }

    Nanoton of(AccountId account, ProviderId provider) {
        Map<ProviderId, Paid> providers = apps.get(account);
        Paid paid = providers == null ? null : providers.get(provider);
        return paid == null ? Nanoton.ZERO : paid.sum();
    }

    /** The app is as new to everybody. */
    void forget(AccountId account) {
        apps.remove(account);
    }

    /** Who has paid a provider nothing for as long is new to it. */
    void forget(Instant now, Duration after) {
        Instant limit = now.minus(after);
        for (AccountId account : apps.keySet()) {
            apps.computeIfPresent(account, (_, providers) -> {
                providers.values().removeIf(paid -> paid.last().isBefore(limit));
                return providers.isEmpty() ? null : providers;
            });
        }
    }
}
