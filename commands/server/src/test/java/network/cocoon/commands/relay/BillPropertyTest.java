package network.cocoon.commands.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/**
 * One request as its decider and the relay's rule have it, through anything in any order. Whatever ends it, the bill is what
 * the app had acknowledged by then, or the receipt; the rest of the reservation comes back; and nothing that comes later
 * changes that.
 */
class BillPropertyTest {

    enum Step {
        FRAME,
        HEAD,
        /** Signed by somebody else than the worker; an app that colludes acknowledges it. */
        FALSE_HEAD,
        ACKNOWLEDGE_NEWEST,
        /** Any that came, as late as it may be. */
        ACKNOWLEDGE_ANY,
        ACKNOWLEDGE_UNSENT,
        WRITE_BEHIND,
        ATTEMPT_FAILS,
        RECEIPT,
        CANCEL,
        WORKER_FAILS,
        CLIENT_GOES,
        EXPIRE,
        RELAY_LOST
    }

    /** What goes on comes more often than what ends it. */
    @Provide
    Arbitrary<List<Step>> steps() {
        return Arbitraries.frequency(
                        Tuple.of(30, Step.FRAME),
                        Tuple.of(15, Step.HEAD),
                        Tuple.of(12, Step.ACKNOWLEDGE_NEWEST),
                        Tuple.of(6, Step.ACKNOWLEDGE_ANY),
                        Tuple.of(2, Step.ACKNOWLEDGE_UNSENT),
                        Tuple.of(1, Step.FALSE_HEAD),
                        Tuple.of(6, Step.WRITE_BEHIND),
                        Tuple.of(2, Step.ATTEMPT_FAILS),
                        Tuple.of(1, Step.RECEIPT),
                        Tuple.of(1, Step.CANCEL),
                        Tuple.of(1, Step.WORKER_FAILS),
                        Tuple.of(1, Step.CLIENT_GOES),
                        Tuple.of(1, Step.EXPIRE),
                        Tuple.of(1, Step.RELAY_LOST))
                .list()
                .ofMaxSize(80);
    }

    @Property(tries = 2_000)
    void the_bill_is_what_was_acknowledged(
            @ForAll("steps") List<Step> steps, @ForAll @IntRange(max = 1_000_000) int choice) {
        OneRequest request = new OneRequest(choice);
        for (Step step : steps) {
            take(request, step);
            request.check();
        }
        request.end(OneRequest.Ending.CANCELLED);
        request.check();
        assertThat(request.endings()).hasSize(1);
        Statistics.label("billed")
                .collect(request.endings().getFirst().getClass().getSimpleName(), request.cost() > 0);
    }

    private static void take(OneRequest request, Step step) {
        switch (step) {
            case FRAME -> request.frame();
            case HEAD -> request.head(true);
            case FALSE_HEAD -> request.head(false);
            case ACKNOWLEDGE_NEWEST -> request.acknowledgeNewest();
            case ACKNOWLEDGE_ANY -> request.acknowledgeAny();
            case ACKNOWLEDGE_UNSENT -> request.acknowledgeUnsent();
            case WRITE_BEHIND -> request.writeBehind();
            case ATTEMPT_FAILS -> request.failAttempt();
            case RECEIPT -> request.complete();
            case CANCEL -> request.end(OneRequest.Ending.CANCELLED);
            case WORKER_FAILS -> request.end(OneRequest.Ending.WORKER_FAILED);
            case CLIENT_GOES -> request.end(OneRequest.Ending.CLIENT_GONE);
            case EXPIRE -> request.end(OneRequest.Ending.EXPIRED);
            case RELAY_LOST -> request.loseRelay();
        }
    }
}
