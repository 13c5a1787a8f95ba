package network.cocoon.workers.operator.gateway;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.BagOfCells;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.gateway.HistoryWalk.Walked;
import network.cocoon.workers.operator.gateway.Sightings.Sighting;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.ChainHead;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.GetMethodAnswer;
import network.cocoon.workers.operator.port.HistoryPage;
import network.cocoon.workers.operator.port.SendAnswer;
import network.cocoon.workers.operator.port.StackValue;
import network.cocoon.workers.operator.port.TonFailure;
import network.cocoon.workers.operator.port.TonGateway;

/** The chain, by one or several servers and a policy. Thread-safe. */
public final class NetworkGateway implements TonGateway, AutoCloseable {

    private static final int MAX_METHOD_NAME = 128;
    /** Has no contract; asked for where any account does. The API's own call for the newest block gives no time. */
    private static final TonAddress NOBODY = new TonAddress((byte) 0, Digest.of(new byte[Digest.BYTES]));

    private final Endpoints endpoints;
    private final ConfirmationPolicy policy;
    private final List<TonCenterServer> owned;
    private final Map<Watch, Sightings> sightings = new ConcurrentHashMap<>();
    private final Map<TonAddress, Anchors> anchors = new ConcurrentHashMap<>();

    /** Each endpoint is believed about its own blocks only: one that makes up numbers confuses nobody else. */
    private record Watch(String endpoint, TonAddress account) {}

    /** How an endpoint does. */
    public record Health(String endpoint, boolean resting, Optional<TonFailure.Code> lastFailure) {}

    NetworkGateway(List<Endpoint> endpoints, ConfirmationPolicy policy, List<TonCenterServer> owned) {
        if (policy.servers() > endpoints.size()) {
            throw new IllegalArgumentException("more servers must agree than there are");
        }
        this.endpoints = new Endpoints(endpoints);
        this.policy = policy;
        this.owned = owned;
    }

    /** Throws {@link IllegalArgumentException} for fewer endpoints than must agree, or one twice. */
    public static NetworkGateway open(List<EndpointSettings> settings, ConfirmationPolicy policy, Pacing pacing) {
        Set<String> names = new HashSet<>();
        for (EndpointSettings each : settings) {
            if (!names.add(each.name())) {
                throw new IllegalArgumentException("an endpoint agrees with itself: it counts once");
            }
        }
        List<TonCenterServer> servers =
                settings.stream().map(TonCenterServer::new).toList();
        List<Endpoint> endpoints = servers.stream()
                .map(server -> new Endpoint(
                        server, settings.get(servers.indexOf(server)).interval(), pacing))
                .toList();
        return new NetworkGateway(endpoints, policy, servers);
    }

    public List<Health> health() {
        return endpoints.all().stream()
                .map(e -> new Health(e.name(), e.resting(), e.lastFailure()))
                .toList();
    }

    @Override
    public ChainHead head() {
        return account(NOBODY).seen();
    }

    @Override
    public AccountSnapshot account(TonAddress address) {
        return endpoints.any(server -> server.account(address));
    }

    @Override
    public GetMethodAnswer get(TonAddress address, String method, List<StackValue> arguments) {
        if (method.isEmpty() || method.length() > MAX_METHOD_NAME) {
            throw new TonFailure(TonFailure.Code.REQUEST_REFUSED, "a method's name has 1 to 128 characters");
        }
        return endpoints.any(server -> server.get(address, method, arguments));
    }

    /** To every server that is awake: one that keeps a message to itself delays nothing. */
    @Override
    public SendAnswer send(Cell message) {
        if (message.toBoc().length > BagOfCells.Limits.MESSAGE.bytes()) {
            throw new TonFailure(TonFailure.Code.REQUEST_REFUSED, "a message has at most 64 KiB");
        }
        boolean refused = false;
        boolean taken = false;
        TonFailure failure = new TonFailure(TonFailure.Code.UNREACHABLE, "every endpoint rests after failures");
        for (Endpoint endpoint : endpoints.awake()) {
            try {
                SendAnswer answer = endpoint.ask(server -> server.send(message));
                taken |= answer == SendAnswer.TAKEN;
                refused |= answer == SendAnswer.NOT_ACCEPTED;
            } catch (TonFailure e) {
                failure = e;
            }
        }
        if (!taken && !refused) {
            throw failure;
        }
        return taken ? SendAnswer.TAKEN : SendAnswer.NOT_ACCEPTED;
    }

    @Override
    public HistoryPage transactions(TonAddress account, Cursor after, int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new TonFailure(TonFailure.Code.REQUEST_REFUSED, "a page has 1 to " + MAX_PAGE + " transactions");
        }
        return endpoints.anyOf((endpoint, others) -> page(endpoint, others, account, after, limit));
    }

    private HistoryPage page(Endpoint endpoint, List<Endpoint> others, TonAddress account, Cursor after, int limit) {
        Anchors places = anchors.computeIfAbsent(account, _ -> new Anchors());
        Cursor anchor = places.above(after);
        if (anchor != null) {
            return leg(endpoint, account, anchor, after, limit, places);
        }
        AccountSnapshot now = endpoint.ask(server -> server.account(account));
        if (now.last().lt() < after.lt()) {
            throw new TonFailure(TonFailure.Code.NOT_AGREED_YET, "a server is behind what is known");
        }
        Sightings seen = sightings.computeIfAbsent(new Watch(endpoint.name(), account), _ -> new Sightings());
        if (seen.ahead(now)) {
            throw new TonFailure(TonFailure.Code.NOT_AGREED_YET, "a server is behind what it said before");
        }
        Optional<Sighting> counts = seen.note(now, policy.blocks());
        // Before anything counts, the cursor's own transaction does: it counted once.
        Cursor tip = counts.map(Sighting::last)
                .filter(last -> last.lt() > after.lt())
                .orElse(after);
        Walked walked =
                endpoint.ask(server -> new HistoryWalk(server, account, places).walk(now.last(), tip, after, limit));
        if (!walked.tipPassed()) {
            // A fork shorter than the policy: nothing that counted is gone, but what was about to count is.
            seen.forget();
            return new HistoryPage(List.of(), true, Instant.EPOCH);
        }
        Instant through = counts.map(sighting -> through(sighting, tip, walked)).orElse(Instant.EPOCH);
        if (policy.servers() > 1) {
            through = new Witnesses(others, account).confirm(tip, through, policy.servers() - 1);
        }
        return new HistoryPage(walked.oldest(), walked.complete(), walked.complete() ? through : Instant.EPOCH);
    }

    /** Of a long history that was walked already: from a place in it, which counts. */
    private static HistoryPage leg(
            Endpoint endpoint, TonAddress account, Cursor anchor, Cursor after, int limit, Anchors places) {
        try {
            Walked walked = endpoint.ask(
                    server -> new HistoryWalk(server, account, new Anchors()).walk(anchor, anchor, after, limit));
            return new HistoryPage(walked.oldest(), false, Instant.EPOCH);
        } catch (TonFailure e) {
            places.forget();
            throw e;
        }
    }

    /** What was seen then may have been another fork: a transaction that stands after the tip now came before, if dated so. */
    private static Instant through(Sighting sighting, Cursor tip, Walked walked) {
        if (!sighting.last().equals(tip)) {
            return Instant.EPOCH;
        }
        Instant next = walked.afterTip().map(ChainTransaction::at).orElse(sighting.time());
        return next.isBefore(sighting.time()) ? next : sighting.time();
    }

    @Override
    public void close() {
        owned.forEach(TonCenterServer::close);
    }
}
