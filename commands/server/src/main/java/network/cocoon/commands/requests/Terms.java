package network.cocoon.commands.requests;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.inflight.RequestRefusal;
import network.cocoon.domain.account.AccountRefusal;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.account.Admission;
import network.cocoon.domain.account.CertifiedKey;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.domain.registry.RegistryState;
import org.springframework.stereotype.Component;

/** Whether what a header names is what the network and the account allow now. */
@Component
class Terms {

    private final StateReader states;
    private final SealingKeys keys;

    Terms(StateReader states, SealingKeys keys) {
        this.states = states;
        this.keys = keys;
    }

    record Agreed(AccountState.Open account, CertifiedKey key, PriceList prices, List<Candidate> candidates) {}

    Agreed check(Submission submission, Instant now) {
        try {
            return check(submission, states.recent(), now);
        } catch (RefusedException e) {
            // What refuses may have changed a moment ago.
            return check(submission, states, now);
        }
    }

    /** What new wraps need: terms that were agreed stand, whatever has become of prices and limits since. */
    record Again(CertifiedKey key, List<Candidate> candidates) {
        Again {
            candidates = List.copyOf(candidates);
        }
    }

    Again again(Submission submission, Instant now) {
        Header header = submission.header();
        CertifiedKey key =
                switch (states.account(header.account())) {
                    case AccountState.Open open -> open.clientKeys().get(header.clientKey());
                    case AccountState.Absent _ -> null;
                };
        if (key == null) {
            throw new RefusedException(AccountRefusal.KEY_UNKNOWN, "the client key is not certified");
        }
        return new Again(key, candidates(header, states.registry(), now));
    }

    private Agreed check(Submission submission, StateReader known, Instant now) {
        Header header = submission.header();
        if (!now.isBefore(header.notAfter())) {
            throw new RefusedException(InferenceRefusal.REQUEST_TOO_LATE, "the header's time is over");
        }
        RegistryState registry = known.registry();
        RegistryState.ListedModel model = registry.models().get(header.model());
        PriceList prices = registry.prices().get(header.model());
        if (model == null || prices == null || !model.digest().equals(header.modelDigest())) {
            throw RequestRefusal.MODEL_UNKNOWN.because("the model is not listed with this digest and a price");
        }
        if (!prices.digest().equals(header.priceList())) {
            throw new RefusedException(
                    InferenceRefusal.PRICE_LIST_MISMATCH, "the model's price list is now version " + prices.version());
        }
        AccountState.Open account = account(header, known, model.family(), now);
        CertifiedKey key = account.clientKeys().get(header.clientKey());
        if (key == null) {
            throw new RefusedException(AccountRefusal.KEY_UNKNOWN, "the client key is not certified");
        }
        return new Agreed(account, key, prices, candidates(header, registry, now));
    }

    private static AccountState.Open account(Header header, StateReader known, String family, Instant now) {
        AccountState state = known.account(header.account());
        // The day's number is counted, and refused, with the reservation.
        Admission.refusal(state, header.clientKey(), family, header.maxTokens(), 1, now)
                .ifPresent(rejection -> {
                    throw new RefusedException(rejection);
                });
        return switch (state) {
            case AccountState.Open open -> open;
            case AccountState.Absent _ -> throw new RefusedException(AccountRefusal.ACCOUNT_UNKNOWN, "no such account");
        };
    }

    /** The workers behind the header's recipients, in its order; each key attested, of an allowed measurement, in force. */
    private List<Candidate> candidates(Header header, RegistryState registry, Instant now) {
        Map<WorkerKeyId, SealingKeys.Known> known = keys.inForce(header.recipients(), now).stream()
                .filter(key -> registry.measurements().contains(key.measurement()))
                .collect(Collectors.toMap(key -> key.candidate().key(), Function.identity()));
        return header.recipients().stream()
                .map(recipient -> {
                    SealingKeys.Known key = known.get(recipient);
                    if (key == null) {
                        throw RequestRefusal.RESEAL_REQUIRED.because("a recipient's key is not in force any more");
                    }
                    return key.candidate();
                })
                .toList();
    }
}
