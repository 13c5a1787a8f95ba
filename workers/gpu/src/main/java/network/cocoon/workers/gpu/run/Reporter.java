package network.cocoon.workers.gpu.run;

import java.io.IOException;
import java.time.Duration;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.WorkerApi.ReportCompletion;
import network.cocoon.wire.api.WorkerApi.ReportFailure;
import network.cocoon.workers.gpu.operator.OperatorLink;
import network.cocoon.workers.gpu.operator.RefusedByOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator how an assignment ended, for as long as it takes: the bookmark waits for it. */
final class Reporter {

    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(5);

    @FunctionalInterface
    private interface Report {
        void send() throws IOException;
    }

    private final OperatorLink operator;

    Reporter(OperatorLink operator) {
        this.operator = operator;
    }

    void completed(RequestId request, ReportCompletion report) throws InterruptedException {
        untilAnswered(request, () -> operator.complete(request, report));
    }

    void failed(RequestId request, int attempt, FailureCode code) throws InterruptedException {
        LOG.info("request {} attempt {} failed: {}", request, attempt, code);
        untilAnswered(request, () -> operator.fail(request, new ReportFailure(attempt, code)));
    }

    private static void untilAnswered(RequestId request, Report report) throws InterruptedException {
        Duration pause = Duration.ofMillis(50);
        while (true) {
            try {
                report.send();
                return;
            } catch (RefusedByOperator e) {
                // Also an answer: closed already, or not ours any more.
                LOG.info("the report on request {} was refused: {}", request, e.code());
                return;
            } catch (IOException e) {
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(MAX_PAUSE) < 0 ? pause.multipliedBy(2) : MAX_PAUSE;
            }
        }
    }
}
