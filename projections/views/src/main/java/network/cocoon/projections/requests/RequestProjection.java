package network.cocoon.projections.requests;

import java.time.Instant;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.InferenceEvent.Assigned;
import network.cocoon.domain.inference.InferenceEvent.Cancelled;
import network.cocoon.domain.inference.InferenceEvent.Completed;
import network.cocoon.domain.inference.InferenceEvent.Expired;
import network.cocoon.domain.inference.InferenceEvent.Failed;
import network.cocoon.domain.inference.InferenceEvent.ReportRefused;
import network.cocoon.domain.inference.InferenceEvent.Requested;
import network.cocoon.projections.Rows;
import network.cocoon.projections.Views;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One row per request. Each event sets absolute values, and only if it is newer than what the row has seen. */
@Component
@ProcessingGroup(Views.PROCESSOR)
class RequestProjection {

    private final JdbcClient jdbc;

    RequestProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(InferenceEvent event, @SequenceNumber long sequence) {
        switch (event) {
            case Requested e -> requested(e, sequence);
            case Assigned e -> assigned(e, sequence);
            case Completed e -> completed(e, sequence);
            case Failed e -> failed(e, sequence);
            case Cancelled e -> closed(e.request().value(), sequence, RequestState.CANCELLED, e.at());
            case Expired e -> closed(e.request().value(), sequence, RequestState.EXPIRED, e.at());
            case ReportRefused e -> refused(e, sequence);
        }
    }

    private void requested(Requested e, long sequence) {
        jdbc.sql("""
                        INSERT INTO view_request (request_id, version, state, account_id, client_key, model, max_tokens,
                            max_coefficient, max_cost, ciphertext_bytes, requested_at, deadline)
                        VALUES (:request, :version, :state, :account, :clientKey, :model, :maxTokens, :maxCoefficient,
                            :maxCost, :bytes, :at, :deadline)
                        ON CONFLICT (request_id) DO NOTHING""")
                .param("request", e.request().value())
                .param("version", sequence)
                .param("state", RequestState.QUEUED.name())
                .param("account", e.account().value())
                .param("clientKey", e.clientKey().value())
                .param("model", e.model().value())
                .param("maxTokens", e.maxTokens())
                .param("maxCoefficient", e.maxCoefficient())
                .param("maxCost", e.maxCost().value())
                .param("bytes", e.ciphertextBytes())
                .param("at", Rows.utc(e.at()))
                .param("deadline", Rows.utc(e.deadline()))
                .update();
    }

    private void assigned(Assigned e, long sequence) {
        var assignment = e.assignment();
        jdbc.sql("""
                        UPDATE view_request SET version = :version, state = :state, worker_id = :worker,
                            provider_id = :provider, worker_key = :key, attempt = :attempt, coefficient = :coefficient,
                            rule = :rule, assigned_at = :at
                        WHERE request_id = :request AND version < :version""")
                .param("request", e.request().value())
                .param("version", sequence)
                .param("state", RequestState.ASSIGNED.name())
                .param("worker", assignment.worker().value())
                .param("provider", assignment.provider().value())
                .param("key", assignment.key().value())
                .param("attempt", assignment.attempt())
                .param("coefficient", assignment.coefficient())
                .param("rule", assignment.reason().rule())
                .param("at", Rows.utc(e.at()))
                .update();
    }

    private void completed(Completed e, long sequence) {
        jdbc.sql("""
                        UPDATE view_request SET version = :version, state = :state, prompt_tokens = :prompt,
                            cached_tokens = :cached, completion_tokens = :completion, reasoning_tokens = :reasoning,
                            cost = :cost, reward = :reward, fee = :fee, first_token_at = :firstToken, closed_at = :at
                        WHERE request_id = :request AND version < :version""")
                .param("request", e.request().value())
                .param("version", sequence)
                .param("state", RequestState.COMPLETED.name())
                .param("prompt", e.usage().prompt())
                .param("cached", e.usage().cached())
                .param("completion", e.usage().completion())
                .param("reasoning", e.usage().reasoning())
                .param("cost", e.charge().cost().value())
                .param("reward", e.charge().reward().value())
                .param("fee", e.charge().fee().value())
                .param("firstToken", Rows.utc(e.firstTokenAt()))
                .param("at", Rows.utc(e.at()))
                .update();
    }

    private void failed(Failed e, long sequence) {
        jdbc.sql("""
                        UPDATE view_request SET version = :version, state = :state, failure = :failure, fault = :fault,
                            closed_at = :at
                        WHERE request_id = :request AND version < :version""")
                .param("request", e.request().value())
                .param("version", sequence)
                .param("state", RequestState.FAILED.name())
                .param("failure", e.code().name())
                .param("fault", e.fault().name())
                .param("at", Rows.utc(e.at()))
                .update();
    }

    private void closed(String request, long sequence, RequestState state, Instant at) {
        jdbc.sql("""
                        UPDATE view_request SET version = :version, state = :state, closed_at = :at
                        WHERE request_id = :request AND version < :version""")
                .param("request", request)
                .param("version", sequence)
                .param("state", state.name())
                .param("at", Rows.utc(at))
                .update();
    }

    private void refused(ReportRefused e, long sequence) {
        jdbc.sql("""
                        INSERT INTO view_refused_report (request_id, sequence, reporter, code, at)
                        VALUES (:request, :sequence, :reporter, :code, :at)
                        ON CONFLICT (request_id, sequence) DO NOTHING""")
                .param("request", e.request().value())
                .param("sequence", sequence)
                .param("reporter", e.reporter().value())
                .param("code", e.code())
                .param("at", Rows.utc(e.at()))
                .update();
    }
}
