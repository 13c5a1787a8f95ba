package network.cocoon.commands.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.commands.network.LogKey;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.commands.workers.WorkerParts;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.envelope.AssignmentSignature;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.transparency.Checkpoint;
import network.cocoon.domain.transparency.CheckpointSignature;
import org.jspecify.annotations.Nullable;

/** One run: everything that is there, from the first event until everything rests. */
final class World {

    private static final long TROUBLE = 8_000_000;
    private static final long REST = 90_000_000;
    private static final SigningKey LOG_KEY = Keys.of("log");

    private final long seed;
    private final Mutation mutation;
    private final Chance chance;
    private final Faults faults;
    private final Schedule schedule;
    private final Network network;
    private final Store store;
    private final CocoonSettings settings = Setting.settings();
    private final List<@Nullable Node> nodes = new ArrayList<>();
    private final List<Gpu> gpus = new ArrayList<>();
    private final List<App> apps = new ArrayList<>();
    private final Deeds deeds = new Deeds();
    private final Words words = new Words();
    private final Map<RequestId, NodeId> homes = new HashMap<>();
    private final Map<NodeId, Long> heartbeats = new HashMap<>();
    private int births;
    private long authorised;
    /** When all ask at once, in microseconds; 0 where each asks when it likes. */
    private long crowd;

    private int proven;
    private boolean sequencing;
    private boolean over;

    World(long seed, Mutation mutation, boolean traced) {
        this.seed = seed;
        this.mutation = mutation;
        chance = new Chance(seed);
        faults = new Faults(chance);
        schedule = new Schedule(chance, faults, new Trace(traced));
        network = new Network(schedule, faults, chance);
        store = Store.open(schedule, Setting.NETWORK, settings.workers().lostAfter(), mutation);
        faults.killer(this::kill);
        populate();
    }

    private void populate() {
        var setting = new Setting(store, schedule.instant());
        setting.registry();
        var parts = new WorkerParts(
                store.database(), store.tables(), store.transactions(), store.slots(), store.log(), settings, schedule);
        int workers = 2 + chance.below(2);
        for (int n = 0; n < workers; n++) {
            WorkerId id = setting.worker(n, parts);
            gpus.add(new Gpu(this, n, id, 1 + chance.below(2)));
        }
        // A fault of crowds is looked for among crowds.
        if (mutation == Mutation.ACCOUNTS_NOT_LOCKED || chance.in1000(250)) {
            crowd = chance.between(200_000, 5_000_000);
        }
        proven = chance.of(List.of(0, 0, 0, 1, 2));
        int accounts = 1 + chance.below(2) + (crowd > 0 ? 1 : 0);
        for (int n = 0; n < accounts; n++) {
            long credit = chance.between(1, 5) * Setting.WORST_CASE;
            AccountId account = setting.account(n, 1 + chance.below(4), credit);
            authorised += credit;
            int clients = 1 + chance.below(2);
            for (int client = 0; client < clients; client++) {
                apps.add(new App(this, n, client, account));
            }
        }
        store.log().index();
        for (int n = 0; n < 2 + chance.below(2); n++) {
            nodes.add(null);
            boot(n);
        }
        gpus.forEach(gpu -> gpu.boot(chance.between(0, 50_000)));
        apps.forEach(App::begin);
        schedule.onCommit(this::committed);
        for (int n = chance.below(5); n > 0 && faults.rough(); n--) {
            schedule.after(chance.between(100_000, TROUBLE), this::trouble);
        }
        schedule.after(TROUBLE + 500_000, faults::calm);
    }

    /** The sequencer, wherever it has its lease: a moment after a commit, sometimes a long one. */
    private void committed() {
        long lost = store.database().hasMoreThanTheDisk() ? faults.diskLostIn() : -1;
        if (lost >= 0) {
            schedule.after(lost, this::restartDatabase);
        }
        if (!sequencing) {
            sequencing = true;
            schedule.after(
                    faults.sequencerWaits() ? chance.between(100_000, 1_500_000) : chance.between(300, 6_000),
                    this::sequence);
        }
    }

    private void sequence() {
        sequencing = false;
        boolean some = mutation == Mutation.SEQUENCER_SKIPS_LATE_COMMITS
                ? store.log().indexByNumberOnly()
                : store.log().index();
        if (some && schedule.trace().on()) {
            schedule.trace()
                    .line(
                            schedule.now(),
                            "sequencer: the log has " + store.log().head());
        }
    }

    private void trouble() {
        long now = schedule.now();
        if (living().isEmpty()) {
            return;
        }
        switch (chance.below(9)) {
            case 0 -> kill(someNode());
            case 1 -> someNode().stopUntil(now + chance.between(100_000, 6_000_000));
            case 2 -> kill(chance.of(gpus).host());
            case 3 -> chance.of(gpus).host().stopUntil(now + chance.between(100_000, 6_000_000));
            case 4 -> {
                restartDatabase();
            }
            case 5 -> faults.databaseDownUntil(now + chance.between(10_000, 2_000_000));
            case 6 -> cut(now);
            case 7 -> chance.of(apps).host().stopUntil(now + chance.between(100_000, 6_000_000));
            case 8 -> cutOffDatabase(now);
            default -> throw new IllegalStateException("no such trouble");
        }
    }

    private void restartDatabase() {
        if (faults.isCalm()) {
            return;
        }
        store.database().restart();
        faults.databaseDownUntil(schedule.now() + chance.between(10_000, 3_000_000));
        note("the database starts again");
    }

    private void cut(long now) {
        Host node = someNode();
        Host other =
                chance.in1000(500) ? chance.of(gpus).host() : chance.of(apps).host();
        note("nothing passes between " + node + " and " + other);
        faults.cut(Network.place(node), Network.place(other), now + chance.between(200_000, 5_000_000));
    }

    private void cutOffDatabase(long now) {
        Host node = someNode();
        note("nothing passes between " + node + " and the database");
        faults.cut(Network.place(node), Network.DATABASE, now + chance.between(200_000, 8_000_000));
    }

    private Host someNode() {
        return chance.of(living()).host();
    }

    private void note(String what) {
        if (schedule.trace().on()) {
            schedule.trace().line(schedule.now(), "TROUBLE " + what);
        }
    }

    /** A process dies; what stands in its place comes up again, except an app, which is gone for good. */
    private void kill(Host host) {
        if (host.dead()) {
            return;
        }
        note(host + " dies");
        schedule.kill(host);
        for (int n = 0; n < nodes.size(); n++) {
            Node node = nodes.get(n);
            if (node != null && node.host() == host) {
                int place = n;
                // Never nobody: who waits for a node finds one.
                schedule.after(chance.between(5_000, 3_000_000), () -> boot(place));
            }
        }
        for (Gpu gpu : gpus) {
            if (gpu.host() == host) {
                gpu.boot(chance.between(50_000, 4_000_000));
            }
        }
    }

    private void boot(int place) {
        var node = new Node(this, new Host("node" + (place + 1) + "#" + ++births));
        nodes.set(place, node);
        node.start();
    }

    /** Runs it; what was found, empty where everything holds. */
    List<String> run() {
        try {
            boolean rests = schedule.run(TROUBLE + REST, this::rests);
            over = true;
            if (schedule.defects().isEmpty() && !rests) {
                schedule.defect("after " + (TROUBLE + REST) / 1_000_000 + " s there is no rest: " + unrest());
            }
            if (schedule.defects().isEmpty()) {
                new Invariants(this).check();
            }
            return schedule.defects();
        } finally {
            over = true;
            schedule.close();
        }
    }

    private boolean rests() {
        return faults.isCalm() && unrest().isEmpty();
    }

    private String unrest() {
        if (apps.stream().anyMatch(app -> !app.done())) {
            return "an app still waits";
        }
        Optional<RequestId> open = store.tables()
                .requests
                .all()
                .filter(row -> row.open())
                .map(row -> row.request())
                .findFirst();
        if (open.isPresent()) {
            return "request " + open.get() + " is open";
        }
        if (store.database().openTransactions() > 0) {
            return "a transaction is open";
        }
        if (mutation != Mutation.SEQUENCER_SKIPS_LATE_COMMITS
                && store.log().head() < store.log().committed()) {
            return "the log is not indexed";
        }
        return gpus.stream().allMatch(gpu -> gpu.rests(store.log().head())) ? "" : "a worker has work";
    }

    List<Node> living() {
        List<Node> living = new ArrayList<>();
        for (Node node : nodes) {
            if (node != null && !node.host().dead()) {
                living.add(node);
            }
        }
        return living;
    }

    /** Any node, dead or alive: who calls cannot know. */
    Node someNodeToCall() {
        List<Node> known = new ArrayList<>();
        for (Node node : nodes) {
            if (node != null) {
                known.add(node);
            }
        }
        return chance.of(known);
    }

    Optional<Node> node(NodeId id) {
        return living().stream().filter(node -> node.id().equals(id)).findFirst();
    }

    LogKey logKey() {
        return new LogKey() {
            @Override
            public Bytes publicKey() {
                return LOG_KEY.publicKey();
            }

            @Override
            public Bytes signAssignment(RequestId request, WorkerKeyId key, int attempt) {
                return AssignmentSignature.sign(LOG_KEY, request, key, attempt);
            }

            @Override
            public Bytes signCheckpoint(String networkId, Checkpoint checkpoint) {
                return CheckpointSignature.sign(LOG_KEY, networkId, checkpoint);
            }
        };
    }

    /** Nanoton, over all accounts. */
    long authorised() {
        return authorised;
    }

    /** A node says that it is here. */
    void beats(NodeId node) {
        heartbeats.put(node, schedule.now());
    }

    /** Whether a node has said so not long ago: a dead one seems alive for a while, one that stands still does not. */
    boolean seemsAlive(NodeId node) {
        Long beat = heartbeats.get(node);
        return beat != null && schedule.now() - beat < Heart.COUNTS;
    }

    /** Where the client of a request waits for its answer. */
    Map<RequestId, NodeId> homes() {
        return homes;
    }

    long seed() {
        return seed;
    }

    Mutation mutation() {
        return mutation;
    }

    Chance chance() {
        return chance;
    }

    Schedule schedule() {
        return schedule;
    }

    Network network() {
        return network;
    }

    Faults faults() {
        return faults;
    }

    Store store() {
        return store;
    }

    CocoonSettings settings() {
        return settings;
    }

    Deeds deeds() {
        return deeds;
    }

    Words words() {
        return words;
    }

    List<Gpu> gpus() {
        return gpus;
    }

    int proven() {
        return proven;
    }

    /** When an app asks next, in microseconds from the beginning. */
    long whenToAsk() {
        return crowd == 0 ? chance.between(200_000, 5_000_000) : crowd + chance.between(0, 5_000);
    }

    List<App> apps() {
        return apps;
    }

    /** In a line, for whoever looks at one run. */
    String summary() {
        long requests = store.tables().requests.all().count();
        long completed = store.tables().accruals.all().count();
        return requests + " requests, " + completed + " completed, " + births + " nodes, "
                + store.log().head() + " events, " + schedule.now() / 1000 + " ms";
    }

    boolean over() {
        return over;
    }
}
