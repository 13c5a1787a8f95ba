package network.cocoon.commands.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import network.cocoon.commands.scheduling.WorkerView.Standing;
import network.cocoon.domain.inference.AssignmentReason.Considered;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import org.junit.jupiter.api.Test;

class ChooserTest {

    private static final RequestId REQUEST = new RequestId("0".repeat(32));

    private static WorkerView worker(int id, int coefficient, int slots, int running, long samples, long average) {
        return worker(id, Standing.READY, coefficient, slots, running, samples, average);
    }

    private static WorkerView worker(
            int id, Standing standing, int coefficient, int slots, int running, long samples, long average) {
        String hex = Integer.toHexString(id);
        return new WorkerView(
                new Candidate(
                        new WorkerId("gpu_" + hex.repeat(32)),
                        new ProviderId("own_" + hex.repeat(32)),
                        new WorkerKeyId(hex.repeat(64))),
                standing,
                coefficient,
                slots,
                running,
                samples,
                average,
                0);
    }

    @Test
    void the_least_expected_wait_wins() {
        WorkerView busy = worker(1, 1000, 4, 3, 100, 2_000);
        WorkerView quiet = worker(2, 1000, 4, 1, 100, 4_000);
        var choice = Chooser.choose(REQUEST, List.of(busy, quiet), 1000);
        assertThat(choice.chosen()).contains(quiet);
        assertThat(choice.reason().rule()).isEqualTo("least-expected-wait/v2");
        assertThat(choice.reason().considered())
                .extracting(Considered::expectedWaitMillis)
                .containsExactly(1_500L, 1_000L);
        assertThat(choice.reason().considered()).extracting(Considered::verdict).containsExactly("slower", "chosen");
    }

    @Test
    void a_new_worker_is_taken_to_be_as_fast_as_its_peers() {
        WorkerView old = worker(1, 1000, 4, 1, 100, 2_000);
        WorkerView fresh = worker(2, 1000, 4, 2, 0, 0);
        var choice = Chooser.choose(REQUEST, List.of(old, fresh), 1000);
        assertThat(choice.chosen()).contains(old);
        assertThat(choice.reason().considered().get(1).averageMillis()).isEqualTo(2_000);
    }

    @Test
    void each_obstacle_is_named_and_nobody_left_means_the_queue() {
        var choice = Chooser.choose(
                REQUEST,
                List.of(
                        worker(1, 1001, 4, 0, 0, 0),
                        worker(2, 1000, 4, 4, 0, 0),
                        worker(3, Standing.NOT_LIVE, 1000, 4, 0, 0, 0),
                        worker(4, Standing.NOT_ACTIVE, 1000, 4, 0, 0, 0),
                        worker(5, Standing.KEY_EXPIRED, 0, 0, 0, 0, 0)),
                1000);
        assertThat(choice.chosen()).isEmpty();
        assertThat(choice.reason().considered())
                .extracting(Considered::verdict)
                .containsExactly("too-dear", "full", "not-live", "not-active", "key-expired");
    }

    @Test
    void recent_faults_count_against_a_worker_as_far_as_they_have_not_faded() {
        WorkerView idle = worker(1, 1000, 4, 0, 100, 2_000);
        WorkerView stalled = new WorkerView(idle.candidate(), Standing.READY, 1000, 4, 0, 100, 2_000, 1_000);
        WorkerView busy = worker(2, 1000, 4, 3, 100, 2_000);
        var choice = Chooser.choose(REQUEST, List.of(stalled, busy), 1000);
        assertThat(choice.chosen()).contains(busy);
        assertThat(choice.reason().considered())
                .extracting(Considered::verdict)
                .containsExactly("recent-faults", "chosen");
        WorkerView faded = new WorkerView(idle.candidate(), Standing.READY, 1000, 4, 0, 100, 2_000, 100);
        assertThat(Chooser.choose(REQUEST, List.of(faded, busy), 1000).chosen()).contains(faded);
    }
}
