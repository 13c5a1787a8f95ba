package network.cocoon.commands.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import network.cocoon.commands.TestNetwork;
import network.cocoon.commands.TestNetwork.App;
import network.cocoon.commands.TestNetwork.Worker;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.admission.LaneRebuilder;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.api.RequestApi.SubmitRequest;
import network.cocoon.wire.api.WorkerApi.ReportFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReassignmentTest {

    private static RequestStatus failed(TestServer server, Worker worker, RequestId request, int attempt) {
        return server.post(
                        "/v1/workers/" + worker.worker() + "/requests/" + request + "/failure",
                        worker.apiKey(),
                        new ReportFailure(attempt, FailureCode.ENGINE_FAILED))
                .as(RequestStatus.class);
    }

    @Test
    void what_failed_before_its_first_frame_goes_to_the_next_and_then_to_new_wraps(@TempDir Path data)
            throws Exception {
        try (TestServer server = TestServer.start(data)) {
            var network = new TestNetwork(server);
            App app = network.app(10 * network.worstCase());
            Worker one = network.worker(1);
            Worker two = network.worker(1);
            RequestStatus first = network.submit(app, network.seal(app, one, two));
            RequestId request = first.request();
            boolean oneHasIt = one.worker().equals(first.worker());
            Worker has = oneHasIt ? one : two;
            Worker other = oneHasIt ? two : one;

            RequestStatus second = failed(server, has, request, 1);
            assertThat(second.state()).isEqualTo(State.ASSIGNED);
            assertThat(second.attempt()).isEqualTo(2);
            assertThat(second.worker()).isEqualTo(other.worker());
            assertThat(network.inUse(has)).isZero();
            assertThat(network.inUse(other)).isEqualTo(1);

            assertThat(failed(server, other, request, 2).state()).isEqualTo(State.RESEAL_REQUIRED);
            assertThat(network.inUse(other)).isZero();
            assertThat(network.free(app)).isEqualTo(9 * network.worstCase());
            String path = "/v1/requests/" + request + "/envelope";
            assertThat(server.put(path, app.apiKey(), network.seal(app, request, one))
                            .problem()
                            .code())
                    .isEqualTo("CANDIDATE_TRIED");

            Worker three = network.worker(1);
            SubmitRequest again = network.seal(app, request, three);
            RequestStatus third = server.put(path, app.apiKey(), again).as(RequestStatus.class);
            assertThat(third.state()).isEqualTo(State.ASSIGNED);
            assertThat(third.attempt()).isEqualTo(3);
            assertThat(third.worker()).isEqualTo(three.worker());
            assertThat(server.put(path, app.apiKey(), again).as(RequestStatus.class))
                    .isEqualTo(third);
            server.bean(LaneRebuilder.class).rebuild();
            RequestStatus done = server.post(
                            "/v1/workers/" + three.worker() + "/requests/" + request + "/completion",
                            three.apiKey(),
                            network.receipt(three, request, new TokenUsage(30, 0, 20, 0)))
                    .as(RequestStatus.class);
            assertThat(Objects.requireNonNull(done.cost()).value()).isEqualTo(1_000);
            assertThat(network.free(app)).isEqualTo(10 * network.worstCase() - 1_000);
            assertThat(faults(server, has.worker())).isEqualTo(1_000);
        }
    }

    private static long faults(TestServer server, WorkerId worker) {
        return server.jdbc()
                .sql("SELECT faults FROM worker_slot WHERE worker = ?")
                .param(worker.value())
                .query(Long.class)
                .single();
    }
}
