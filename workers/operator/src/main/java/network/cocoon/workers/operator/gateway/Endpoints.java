package network.cocoon.workers.operator.gateway;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import network.cocoon.workers.operator.port.TonFailure;
import org.jspecify.annotations.Nullable;

/** All servers, in the order in which they are preferred. */
final class Endpoints {

    private final List<Endpoint> all;

    Endpoints(List<Endpoint> all) {
        this.all = List.copyOf(all);
    }

    /** The first that answers. One that fails, whichever way, is passed over; what is thrown is the worst of them all. */
    <T> T any(Function<TonServer, T> question) {
        return anyOf((endpoint, _) -> endpoint.ask(question));
    }

    /** The same, with the others at hand: those that are not resting. */
    <T> T anyOf(BiFunction<Endpoint, List<Endpoint>, T> question) {
        @Nullable TonFailure worst = null;
        for (Endpoint endpoint : awake()) {
            try {
                return question.apply(endpoint, others(endpoint));
            } catch (TonFailure e) {
                worst = worst == null || badness(e) > badness(worst) ? e : worst;
            }
        }
        throw worst == null
                ? new TonFailure(TonFailure.Code.UNREACHABLE, "every endpoint rests after failures")
                : worst;
    }

    List<Endpoint> all() {
        return all;
    }

    List<Endpoint> awake() {
        return all.stream().filter(e -> !e.resting()).toList();
    }

    private List<Endpoint> others(Endpoint endpoint) {
        return awake().stream().filter(e -> e != endpoint).toList();
    }

    private static int badness(TonFailure failure) {
        return switch (failure.kind()) {
            case RETRYABLE -> 0;
            case PERMANENT -> 1;
            case DISAGREEING -> 2;
        };
    }
}
