package network.cocoon.commands.simulation;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.cocoon.commands.admission.AdmissionParts;
import network.cocoon.commands.admission.Budgets;
import network.cocoon.commands.completion.CompletionParts;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.metrics.MetricsParts;
import network.cocoon.commands.network.NetworkParts;
import network.cocoon.commands.network.ThisNode;
import network.cocoon.commands.node.KnownNodes;
import network.cocoon.commands.recovery.RecoveryParts;
import network.cocoon.commands.recovery.Watch;
import network.cocoon.commands.relay.RelayDoor;
import network.cocoon.commands.relay.RelayHub;
import network.cocoon.commands.requests.RequestParts;
import network.cocoon.commands.scheduling.Assigner;
import network.cocoon.commands.scheduling.Scheduler;
import network.cocoon.commands.scheduling.SchedulingParts;
import network.cocoon.commands.workers.WorkerParts;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.Refusal;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.api.RequestApi.SubmitRequest;

/** One server node from its start to its death: the server's own use cases over the shared database. */
final class Node {

    /** The last where the database went between the look and the lock. */
    private static final Set<Refusal> MEANWHILE =
            Set.of(InferenceRefusal.REQUEST_CLOSED, InferenceRefusal.WRONG_ATTEMPT, InferenceRefusal.REQUEST_UNKNOWN);

    private final World world;
    private final Host host;
    private final NodeId id;
    private final Heart heart;
    private final NodeLog log;
    private final Scheduler scheduler;
    private final RequestParts requests;
    private final CompletionParts completion;
    private final RelayDoor relay;
    private final Watch watch;
    private final WorkerParts workers;

    Node(World world, Host host) {
        Store store = world.store();
        Schedule time = world.schedule();
        // No two nodes' clocks agree.
        long skew = world.chance().between(-1_500_000, 1_500_000);
        InstantSource clock = () -> time.instant().plus(skew, ChronoUnit.MICROS);
        this.world = world;
        this.host = host;
        ThisNode self = NetworkParts.node(new SeededRandom(world.chance()));
        this.id = self.id();
        this.log = new NodeLog(store.log());
        this.heart = new Heart(world);
        KnownNodes nodes = new KnownNodes(self, world.settings(), world::seemsAlive, heart::steady);
        Assigner assigner = SchedulingParts.assigner(
                store.board(), store.slots(), store.windows(), world.logKey(), this::relayOf, world.settings());
        scheduler = SchedulingParts.scheduler(
                store.requests(),
                assigner,
                store.log(),
                store.transactions(),
                clock,
                log,
                world.settings(),
                MetricsParts.measures(clock));
        RelayHub hub = RelayDoor.hub(store.requests(), clock, log);
        var holds = new RelayDoor.Holds(hub, this::ends);
        completion = new CompletionParts(
                store.database(),
                store.tables(),
                store.transactions(),
                store.requests(),
                store.lanes(),
                store.slots(),
                store.windows(),
                store.heads(),
                store.log(),
                holds,
                scheduler,
                self,
                clock);
        relay = new RelayDoor(
                store.transactions(),
                store.requests(),
                hub,
                completion.closer(),
                store.heads(),
                completion.keys(),
                holds);
        watch = RecoveryParts.watch(
                store.transactions(),
                store.requests(),
                store.blobs(),
                hub,
                completion.closer(),
                scheduler,
                store.windows(),
                nodes,
                world.settings(),
                clock);
        Budgets budgets = AdmissionParts.budgets(store.database(), store.tables(), store.lanes(), store.log());
        requests = new RequestParts(
                world.proven(),
                store.database(),
                store.tables(),
                store.transactions(),
                store.requests(),
                store.blobs(),
                budgets,
                assigner,
                scheduler,
                store.log(),
                completion.keys(),
                self,
                world.settings(),
                clock);
        workers = new WorkerParts(
                store.database(),
                store.tables(),
                store.transactions(),
                store.slots(),
                store.log(),
                world.settings(),
                clock);
    }

    /** Where the client waits, if that node seems to be there; else here. */
    private NodeId relayOf(RequestId request) {
        NodeId home = world.homes().getOrDefault(request, id);
        return home.equals(id) || world.seemsAlive(home) ? home : id;
    }

    private boolean ends(RequestRow row, boolean passed) {
        world.words().ends(id, new Words.Answer(row.request(), row.attempt()), passed);
        return world.mutation() == Mutation.ENDING_FORGETS_THE_RELAY;
    }

    /** The node to which a call about an answer must go instead of this one; as the server's own gate has it. */
    Optional<NodeId> elsewhere(RequestId request) {
        return world.store()
                .requests()
                .find(request)
                .filter(row -> row.state() == State.ASSIGNED || row.state() == State.COMPLETED)
                .map(RequestRow::relay)
                .filter(relay -> !relay.equals(id) && world.seemsAlive(relay));
    }

    /** Begins what a node does by itself. */
    void start() {
        world.beats(id);
        world.schedule().spawn(10, host, "log", this::follow);
        loop("heart", () -> 1_000_000, this::beat);
        loop("scheduler", () -> 30_000 + world.chance().below(200_000), scheduler::assignQueued);
        if (world.mutation() != Mutation.NOBODY_WATCHES) {
            loop("watchman", () -> 400_000 + world.chance().below(400_000), watch::look);
            loop("lost relays", () -> 500_000, this::lookForLostRelays);
        }
        loop("head writer", () -> 200_000, this::write);
        loop("liveness", () -> 800_000 + world.chance().below(400_000), workers::look);
    }

    private void beat() {
        world.store().database().statement("heartbeat", () -> true);
        world.beats(id);
        heart.beats();
    }

    /** What the relay had heard before is in the database afterwards. */
    private void write() {
        Map<Words.Answer, Integer> heard = world.words().heardBy(id);
        relay.flush();
        heard.forEach(world.words()::written);
    }

    private void lookForLostRelays() {
        if (!heart.steady()) {
            return;
        }
        List<RequestId> lost = world.store().database().statement("lost relays", () -> world.store()
                .tables()
                .requests
                .all()
                .filter(row -> row.state() == State.ASSIGNED
                        && row.relay() != null
                        && !row.relay().equals(id)
                        && !world.seemsAlive(row.relay()))
                .map(RequestRow::request)
                .toList());
        lost.forEach(this::endLostRelay);
    }

    private void endLostRelay(RequestId request) {
        try {
            completion.closer().relayLost(request);
        } catch (RefusedException e) {
            // Somebody else was at it between the look and the lock: the server's own loop passes over it too.
            if (!MEANWHILE.contains(e.rejection().code())) {
                throw e;
            }
        }
    }

    private void follow() {
        while (!host.dead() && !world.over()) {
            world.schedule().until(log::behind);
            world.schedule().sleep(world.chance().between(100, 4_000));
            log.follow();
        }
    }

    /** Turn after turn; one that fails is tried again, as the server's own loops do. */
    private void loop(String name, java.util.function.LongSupplier every, Runnable turn) {
        world.schedule().spawn(world.chance().below(200_000), host, name, () -> {
            while (!host.dead() && !world.over()) {
                try {
                    turn.run();
                } catch (network.cocoon.commands.dispatch.RefusedException e) {
                    world.schedule().defect(host + " " + name + " was refused: " + e.getMessage());
                } catch (RuntimeException e) {
                    Unexpected.check(world.schedule(), host + " " + name, e);
                    world.schedule().sleep(500_000);
                }
                world.schedule().sleep(every.getAsLong());
            }
        });
    }

    Host host() {
        return host;
    }

    NodeId id() {
        return id;
    }

    NodeLog log() {
        return log;
    }

    RequestRow reseal(SubmitRequest submitted) {
        return requests.reseal(submitted);
    }

    RequestRow submit(SubmitRequest submitted, boolean follows) {
        return requests.submit(submitted, follows);
    }

    CompletionParts completion() {
        return completion;
    }

    RelayDoor relay() {
        return relay;
    }

    WorkerParts workers() {
        return workers;
    }
}
