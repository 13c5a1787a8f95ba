package network.cocoon.commands.simulation;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import network.cocoon.commands.admission.AdmissionParts;
import network.cocoon.commands.admission.Budgets;
import network.cocoon.commands.completion.CompletionParts;
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
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.SubmitRequest;

/** One server node from its start to its death: the server's own use cases over the shared database. */
final class Node {

    private final World world;
    private final Host host;
    private final NodeId id;
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
        long born = time.now();
        // No two nodes' clocks agree.
        long skew = world.chance().between(-1_500_000, 1_500_000);
        InstantSource clock = () -> time.instant().plus(skew, ChronoUnit.MICROS);
        this.world = world;
        this.host = host;
        ThisNode self = NetworkParts.node(new SeededRandom(world.chance()));
        this.id = self.id();
        this.log = new NodeLog(store.log());
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
        var holds = new RelayDoor.Holds(hub);
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
        relay = new RelayDoor(store.requests(), hub, completion.closer(), store.heads(), completion.keys(), holds);
        watch = RecoveryParts.watch(
                store.requests(),
                store.blobs(),
                hub,
                completion.closer(),
                scheduler,
                store.windows(),
                new KnownNodes(
                        self, world.settings(), it -> world.node(it).isPresent(), () -> time.now() - born > 6_000_000),
                world.settings(),
                clock);
        Budgets budgets = AdmissionParts.budgets(store.database(), store.tables(), store.lanes(), store.log());
        requests = new RequestParts(
                store.database(),
                store.tables(),
                store.transactions(),
                store.requests(),
                store.blobs(),
                budgets,
                assigner,
                scheduler,
                store.log(),
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

    /** Where the client waits, if that node is there; else here. */
    private NodeId relayOf(RequestId request) {
        NodeId home = world.homes().getOrDefault(request, id);
        return world.node(home).isPresent() ? home : id;
    }

    /** Begins what a node does by itself. */
    void start() {
        world.schedule().spawn(10, host, "log", this::follow);
        loop("scheduler", () -> 30_000 + world.chance().below(200_000), scheduler::assignQueued);
        if (world.mutation() != Mutation.NOBODY_WATCHES) {
            loop("watchman", () -> 400_000 + world.chance().below(400_000), watch::look);
        }
        loop("head writer", () -> 200_000, relay::flush);
        loop("liveness", () -> 800_000 + world.chance().below(400_000), workers::look);
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

    RequestRow submit(SubmitRequest submitted) {
        return requests.submit(submitted);
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
