package network.cocoon.commands.simulation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.scheduling.SchedulingParts;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.envelope.EncodedHeader;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.envelope.LengthClass;
import network.cocoon.domain.envelope.SubmissionSignature;
import network.cocoon.domain.envelope.Suite;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.inference.InferenceState;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.api.RequestApi.SubmitRequest;
import network.cocoon.wire.api.RequestApi.WrappedKey;
import network.cocoon.wire.cbor.HeaderCodec;
import org.jspecify.annotations.Nullable;

/** One client of an app: asks a few times, sometimes impatient, sometimes gone. */
final class App {

    private static final int SEALED_BYTES = 7 + 512 + 16;

    /** Refusals that say: not now, the same or another call may do. */
    private static final Set<String> PASSING = Set.of("CONTENDED");

    private final World world;
    private final int owner;
    private final AccountId account;
    private final Host host;
    private int asking;

    App(World world, int owner, int number, AccountId account) {
        this.world = world;
        this.owner = owner;
        this.account = account;
        this.host = new Host("app" + (owner + 1) + "." + (number + 1));
    }

    void begin() {
        int requests = 1 + world.chance().below(4);
        for (int n = 0; n < requests; n++) {
            asking++;
            String name = host + " " + n;
            world.schedule().spawn(world.whenToAsk(), host, "request " + n, () -> {
                ask(new RequestId(Keys.id("", name + " of " + world.seed())));
                asking--;
            });
        }
    }

    boolean done() {
        return asking == 0 || host.dead();
    }

    Host host() {
        return host;
    }

    AccountId account() {
        return account;
    }

    private void ask(RequestId request) {
        List<Candidate> candidates = choose(Set.of());
        if (candidates.isEmpty()) {
            note(request + " finds nobody");
            return;
        }
        Instant notAfter = world.schedule()
                .instant()
                .plusMillis(world.chance().between(3_000, 20_000))
                .truncatedTo(ChronoUnit.MILLIS);
        if (order(request, candidates, notAfter) == Reading.End.LOST) {
            note(request + " is sealed and sent once more");
            order(request, candidates, notAfter);
        }
    }

    private Reading.End order(RequestId request, List<Candidate> candidates, Instant notAfter) {
        SubmitRequest sealed = seal(request, candidates, notAfter);
        boolean follows = world.chance().in1000(500);
        Boolean told = submit(request, sealed, follows, notAfter);
        // A line that breaks at once has its call sent again at once, to any node.
        if (told != null && !told && world.faults().doubles()) {
            told = submit(request, sealed, true, notAfter);
        }
        if (told == null) {
            return Reading.End.OVER;
        }
        if (told || world.mutation() == Mutation.TOLD_BEFORE_IT_LASTS) {
            world.deeds().accepted(request);
        }
        if (world.chance().in1000(100)) {
            world.schedule().sleep(world.chance().between(1_000, 2_000_000));
            cancel(request, notAfter);
            return Reading.End.OVER;
        }
        return new Reading(world, this, request, sealed, candidates, notAfter).read();
    }

    /** Whether it is answered with "accepted", and not with an answer that is yet to begin; null where it is refused. */
    private @Nullable Boolean submit(RequestId request, SubmitRequest sealed, boolean follows, Instant until) {
        return answered(until, "submit " + request, node -> told(node, node.submit(sealed, follows), follows));
    }

    private static boolean told(Node node, RequestRow row, boolean follows) {
        return !follows || row.state() != State.ASSIGNED || !node.id().equals(row.answeredAt());
    }

    /** Whom to seal to, none of those whose key has failed. */
    List<Candidate> choose(Set<WorkerKeyId> tried) {
        for (int attempt = 0; attempt < 40; attempt++) {
            Node node = world.someNodeToCall();
            try {
                Instant now = world.schedule().instant();
                List<Candidate> all = world.network()
                        .call(
                                host,
                                node.host(),
                                "candidates",
                                () -> SchedulingParts.ready(
                                        world.store().board(), Setting.MODEL, now.plusSeconds(60), now));
                List<Candidate> left = all.stream()
                        .filter(candidate -> !tried.contains(candidate.key()))
                        .toList();
                if (!left.isEmpty()) {
                    return some(left);
                }
                if (!tried.isEmpty()) {
                    return List.of();
                }
            } catch (Lost e) {
                note("candidates: " + e.getMessage());
            }
            world.schedule().sleep(200_000);
        }
        return List.of();
    }

    /** At most three, each worker once, in any order. */
    private List<Candidate> some(List<Candidate> all) {
        List<Candidate> left = new ArrayList<>(all);
        List<Candidate> chosen = new ArrayList<>();
        int wanted = 1 + world.chance().below(3);
        while (chosen.size() < wanted && !left.isEmpty()) {
            Candidate next = left.remove(world.chance().below(left.size()));
            if (chosen.stream().noneMatch(it -> it.worker().equals(next.worker()))) {
                chosen.add(next);
            }
        }
        return chosen;
    }

    SigningKey clientKey() {
        return Setting.clientKey(owner);
    }

    SubmitRequest seal(RequestId request, List<Candidate> candidates, Instant notAfter) {
        EncodedHeader encoded = HeaderCodec.encode(new Header(
                Header.VERSION,
                Suite.X_WING,
                request,
                account,
                Setting.clientKeyId(owner),
                Setting.MODEL,
                Setting.MODEL_DIGEST,
                Setting.IMAGE,
                notAfter,
                LengthClass.holding(100),
                candidates.stream().map(Candidate::key).toList(),
                Setting.PRICES.digest(),
                Setting.COEFFICIENT,
                Setting.MAX_TOKENS,
                Nanoton.of(Setting.WORST_CASE)));
        List<WrappedKey> wraps = candidates.stream()
                .map(_ -> new WrappedKey(Bytes.of(new byte[1120]), Bytes.of(new byte[64])))
                .toList();
        Bytes ciphertext = Bytes.of(world.chance().bytes(SEALED_BYTES));
        Bytes signature =
                SubmissionSignature.sign(Setting.clientKey(owner), encoded.hash(), Digest.sha256(ciphertext.toArray()));
        return new SubmitRequest(encoded.bytes(), wraps, ciphertext, signature);
    }

    /** The same call to one node after another until one answers; null where it is refused or time is over. */
    <T> @Nullable T answered(Instant until, String what, Function<Node, T> action) {
        while (world.schedule().instant().isBefore(until)) {
            Node node = world.someNodeToCall();
            try {
                return world.network().call(host, node.host(), what, () -> action.apply(node));
            } catch (Lost e) {
                world.schedule().sleep(world.chance().between(10_000, 300_000));
            } catch (RefusedException e) {
                note(what + " is refused: " + e.getMessage());
                if (!PASSING.contains(e.rejection().code().name())) {
                    return null;
                }
                world.schedule().sleep(50_000);
            }
        }
        return null;
    }

    void cancel(RequestId request, Instant until) {
        aboutAnswer(request, until, "cancel " + request, node -> node.completion()
                .closer()
                .cancel(request, account));
    }

    /** As {@link #answered} at the node that has the answer, where another says so. */
    <T> @Nullable T aboutAnswer(RequestId request, Instant until, String what, Function<Node, T> action) {
        return aboutAnswer(request, until, what, action, false);
    }

    /** @param insists once the answer's node was not reached, any other is to do */
    <T> @Nullable T aboutAnswer(
            RequestId request, Instant until, String what, Function<Node, T> action, boolean insists) {
        boolean[] anywhere = new boolean[1];
        AtomicReference<@Nullable NodeId> moved = new AtomicReference<>();
        while (world.schedule().instant().isBefore(until)) {
            NodeId to = moved.getAndSet(null);
            Node node = to == null ? world.someNodeToCall() : world.node(to).orElseGet(world::someNodeToCall);
            try {
                Optional<T> done = world.network().call(host, node.host(), what, () -> {
                    moved.set(anywhere[0] ? null : node.elsewhere(request).orElse(null));
                    return moved.get() == null ? Optional.of(action.apply(node)) : Optional.empty();
                });
                if (done.isPresent()) {
                    return done.get();
                }
            } catch (Lost e) {
                anywhere[0] = insists;
                world.schedule().sleep(world.chance().between(10_000, 300_000));
            } catch (RefusedException e) {
                note(what + " is refused: " + e.getMessage());
                if (!PASSING.contains(e.rejection().code().name())) {
                    return null;
                }
                world.schedule().sleep(50_000);
            }
        }
        return null;
    }

    /** What the operator says of a request. */
    sealed interface Known {

        /** @param relay where the answer passes; null where nobody has the request */
        record Standing(RequestRow row, @Nullable NodeId relay) implements Known {}

        /** There is no such request. */
        record Nothing() implements Known {}
    }

    @Nullable Known status(RequestId request, Instant until) {
        return answered(until, "status", _ -> {
            Optional<RequestRow> row = world.store().requests().find(request);
            if (row.isEmpty()) {
                return new Known.Nothing();
            }
            NodeId relay = world.store().log().inference(request) instanceof InferenceState.Assigned assigned
                    ? assigned.assignment().relay()
                    : null;
            return new Known.Standing(row.get(), relay);
        });
    }

    void note(String text) {
        if (world.schedule().trace().on()) {
            world.schedule().trace().line(world.schedule().now(), host + ": " + text);
        }
    }
}
