package network.cocoon.commands.requests;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.inflight.RequestRefusal;
import network.cocoon.commands.inflight.Sql;
import network.cocoon.domain.account.AccountRefusal;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.account.Admission;
import network.cocoon.domain.account.CertifiedKey;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.domain.registry.RegistryState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether what a header names is what the network and the account allow now. */
@Component
class Terms {

    private final StateReader states;
    private final JdbcClient jdbc;

    Terms(StateReader states, JdbcClient jdbc) {
        this.states = states;
        this.jdbc = jdbc;
    }

    record Agreed(AccountState.Open account, CertifiedKey key, PriceList prices, List<Candidate> candidates) {}

    Agreed check(Submission submission, Instant now) {
        Header header = submission.header();
        if (!now.isBefore(header.notAfter())) {
            throw new RefusedException(InferenceRefusal.REQUEST_TOO_LATE, "the header's time is over");
        }
        RegistryState registry = states.registry();
        RegistryState.ListedModel model = registry.models().get(header.model());
        PriceList prices = registry.prices().get(header.model());
        if (model == null || prices == null || !model.digest().equals(header.modelDigest())) {
            throw RequestRefusal.MODEL_UNKNOWN.because("the model is not listed with this digest and a price");
        }
        if (!prices.digest().equals(header.priceList())) {
            throw new RefusedException(
                    InferenceRefusal.PRICE_LIST_MISMATCH, "the model's price list is now version " + prices.version());
        }
        AccountState.Open account = account(header, model.family(), now);
        CertifiedKey key = account.clientKeys().get(header.clientKey());
        if (key == null) {
            throw new RefusedException(AccountRefusal.KEY_UNKNOWN, "the client key is not certified");
        }
        return new Agreed(account, key, prices, candidates(header, registry, now));
    }

    private AccountState.Open account(Header header, String family, Instant now) {
        AccountState state = states.account(header.account());
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
        record Known(Candidate candidate, Digest measurement) {}
        Map<WorkerKeyId, Known> known = jdbc
                .sql("SELECT key, worker, provider, measurement FROM worker_key"
                        + " WHERE key = ANY(:keys) AND not_before <= :now AND valid_until > :now")
                .param(
                        "keys",
                        header.recipients().stream().map(WorkerKeyId::value).toArray(String[]::new))
                .param("now", Sql.time(now))
                .query((row, _) -> new Known(
                        new Candidate(
                                new WorkerId(row.getString("worker")),
                                new ProviderId(row.getString("provider")),
                                new WorkerKeyId(row.getString("key"))),
                        new Digest(row.getString("measurement"))))
                .list()
                .stream()
                .filter(key -> registry.measurements().contains(key.measurement()))
                .collect(Collectors.toMap(key -> key.candidate().key(), Function.identity()));
        return header.recipients().stream()
                .map(recipient -> {
                    Known key = known.get(recipient);
                    if (key == null) {
                        throw RequestRefusal.RESEAL_REQUIRED.because("a recipient's key is not in force any more");
                    }
                    return key.candidate();
                })
                .toList();
    }
}
