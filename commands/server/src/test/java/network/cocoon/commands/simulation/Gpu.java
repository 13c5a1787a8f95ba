package network.cocoon.commands.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.wire.api.WorkerApi.OfferModel;
import org.jspecify.annotations.Nullable;

/** One GPU worker: its bookmark survives a restart, its keys do not. */
final class Gpu {

    /** What a boot of a worker holds in memory. */
    static final class Boot {
        final Host host;
        final SigningKey receipts;
        final WorkerKeyId key;
        final Digest evidence;
        final Bytes sealing;
        final Map<RequestId, Boolean> revoked = new HashMap<>();
        final Set<String> seen = new HashSet<>();

        Boot(String name, String place) {
            host = new Host(place);
            receipts = Keys.of("receipts " + name);
            sealing = Bytes.of(Keys.digest("sealing " + name).raw());
            evidence = Keys.digest("evidence " + name);
            key = new WorkerKeyId(
                    Digest.sha256(sealing.toArray(), evidence.raw()).hex());
        }

        boolean isRevoked(RequestId request) {
            return revoked.getOrDefault(request, false);
        }
    }

    private final World world;
    private final int number;
    private final WorkerId id;
    private final int slots;
    private final TreeSet<Long> underWay = new TreeSet<>();
    private long bookmark;
    private long highest;
    private int boots;
    private Boot boot;
    private @Nullable Feed feed;

    Gpu(World world, int number, WorkerId id, int slots) {
        this.world = world;
        this.number = number;
        this.id = id;
        this.slots = slots;
        this.boot = new Boot("gpu" + number + " boot 0", "gpu" + (number + 1));
    }

    /** Comes up after a while, with new keys and the bookmark from its disk. */
    void boot(long micros) {
        boots++;
        var next = new Boot("gpu" + number + " boot " + boots, "gpu" + (number + 1) + "#" + boots);
        boot = next;
        underWay.clear();
        highest = bookmark;
        feed = null;
        world.schedule().spawn(micros, next.host, "main", () -> live(next));
    }

    private void live(Boot me) {
        until(me, "attest", node -> {
            var now = world.schedule().instant();
            node.workers()
                    .attested(new WorkerCommand.RecordAttestation(
                            id,
                            me.key,
                            me.sealing,
                            me.receipts.publicKey(),
                            me.evidence,
                            Keys.digest("collateral"),
                            Setting.IMAGE,
                            Setting.MODEL_DIGEST,
                            Setting.IMAGE,
                            "platform " + number,
                            "UpToDate",
                            TrustClass.SIMULATED,
                            now,
                            now.plus(Duration.ofMinutes(30)),
                            now));
        });
        until(me, "offer", node -> node.workers()
                .offer(id, new OfferModel(Setting.MODEL, Setting.MODEL_DIGEST, Setting.COEFFICIENT, slots)));
        while (!world.over()) {
            follow(me);
            world.schedule().sleep(world.chance().between(5_000, 300_000));
        }
    }

    /** Something that any node can do, until one has. A refusal is an answer too. */
    void until(Boot me, String what, java.util.function.Consumer<Node> action) {
        while (!world.over()) {
            Node node = world.someNodeToCall();
            try {
                world.network().call(me.host, node.host(), id() + " " + what, () -> {
                    action.accept(node);
                    return true;
                });
                return;
            } catch (Lost e) {
                world.schedule().sleep(world.chance().between(20_000, 500_000));
            } catch (RefusedException e) {
                if (!e.rejection().code().name().equals("CONTENDED")) {
                    note(what + " was refused: " + e.getMessage());
                    return;
                }
                world.schedule().sleep(world.chance().between(20_000, 500_000));
            }
        }
    }

    private void follow(Boot me) {
        Node node = world.someNodeToCall();
        if (!world.network().reaches(me.host, node.host())) {
            return;
        }
        var connection = new Feed(world, node, me.host, id, bookmark);
        feed = connection;
        world.schedule().spawn(world.network().delay(), node.host(), "feed of " + id(), () -> {
            try {
                connection.write();
            } catch (RuntimeException e) {
                Unexpected.check(world.schedule(), "feed of " + id(), e);
            }
        });
        long last = bookmark;
        while (!world.over()) {
            world.schedule().until(() -> connection.hasArrived() || connection.ended() || world.over());
            // Taken off the line where it is handled: between the two, the line was empty and nobody had it in hand.
            Feed.Notice notice = connection.next();
            if (notice == null) {
                connection.close();
                return;
            }
            if (notice.index() <= last) {
                world.schedule().defect("the feed went back from " + last + " to " + notice.index());
            }
            last = notice.index();
            world.deeds().handed(id, last);
            take(me, notice);
        }
    }

    private void take(Boot me, Feed.Notice notice) {
        if (notice.index() <= highest) {
            return;
        }
        highest = notice.index();
        underWay.add(notice.index());
        Assignment assignment = notice.assignment();
        if (assignment == null) {
            me.revoked.computeIfPresent(notice.request(), (_, _) -> true);
            done(me, notice.index());
            return;
        }
        me.revoked.put(notice.request(), false);
        if (world.mutation() == Mutation.BOOKMARK_BEFORE_REPORT) {
            done(me, notice.index());
        }
        world.schedule().spawn(10, me.host, "job", () -> {
            new Job(world, this, me, notice.request(), assignment).run();
            world.deeds().settled(id, notice.index());
            done(me, notice.index());
        });
    }

    private void done(Boot me, long index) {
        if (!me.host.dead()) {
            underWay.remove(index);
            bookmark = Math.max(bookmark, underWay.isEmpty() ? highest : underWay.first() - 1);
        }
    }

    boolean rests(long head) {
        return !boot.host.dead() && underWay.isEmpty() && feed != null && feed.caughtUp(head);
    }

    Host host() {
        return boot.host;
    }

    WorkerId workerId() {
        return id;
    }

    String id() {
        return "gpu" + (number + 1);
    }

    void note(String text) {
        if (world.schedule().trace().on()) {
            world.schedule().trace().line(world.schedule().now(), id() + ": " + text);
        }
    }
}
