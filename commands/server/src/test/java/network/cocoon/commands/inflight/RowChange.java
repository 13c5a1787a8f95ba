package network.cocoon.commands.inflight;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.wire.api.RequestApi.State;
import org.jspecify.annotations.Nullable;

/** A row as an UPDATE leaves it. */
record RowChange(RequestRow row) {

    static RowChange of(RequestRow row) {
        return new RowChange(row);
    }

    RequestRow in(State state) {
        return new RequestRow(
                row.request(),
                row.account(),
                row.model(),
                row.headerHash(),
                row.ciphertextDigest(),
                row.lane(),
                row.reserved(),
                row.maxCoefficient(),
                row.candidates(),
                state,
                row.worker(),
                row.attempt(),
                row.relay(),
                row.window(),
                row.tried(),
                row.assignedAt(),
                row.claimBy(),
                row.usage(),
                row.cost(),
                row.failure(),
                row.reason(),
                row.deadline(),
                row.at());
    }

    RequestRow assigned(Assignment a, Instant now) {
        return new RequestRow(
                row.request(),
                row.account(),
                row.model(),
                row.headerHash(),
                row.ciphertextDigest(),
                row.lane(),
                row.reserved(),
                row.maxCoefficient(),
                row.candidates(),
                State.ASSIGNED,
                a.worker(),
                a.attempt(),
                a.relay(),
                a.window(),
                row.tried(),
                now,
                a.claimBy(),
                row.usage(),
                row.cost(),
                row.failure(),
                a.reason(),
                row.deadline(),
                row.at());
    }

    RequestRow ended(State state, @Nullable FailureCode failure, @Nullable TokenUsage usage, @Nullable Nanoton cost) {
        return new RequestRow(
                row.request(),
                row.account(),
                row.model(),
                row.headerHash(),
                row.ciphertextDigest(),
                row.lane(),
                row.reserved(),
                row.maxCoefficient(),
                row.candidates(),
                state,
                row.worker(),
                row.attempt(),
                row.relay(),
                row.window(),
                row.tried(),
                row.assignedAt(),
                row.claimBy(),
                usage,
                cost,
                failure,
                row.reason(),
                row.deadline(),
                row.at());
    }

    RequestRow requeued(WorkerKeyId key) {
        Set<WorkerKeyId> tried = new HashSet<>(row.tried());
        tried.add(key);
        return new RequestRow(
                row.request(),
                row.account(),
                row.model(),
                row.headerHash(),
                row.ciphertextDigest(),
                row.lane(),
                row.reserved(),
                row.maxCoefficient(),
                row.candidates(),
                State.QUEUED,
                row.worker(),
                row.attempt(),
                row.relay(),
                row.window(),
                tried,
                row.assignedAt(),
                row.claimBy(),
                row.usage(),
                row.cost(),
                row.failure(),
                row.reason(),
                row.deadline(),
                row.at());
    }

    RequestRow resealed(InferenceEvent.Resealed e) {
        return new RequestRow(
                row.request(),
                row.account(),
                row.model(),
                e.headerHash(),
                e.ciphertextDigest(),
                row.lane(),
                row.reserved(),
                row.maxCoefficient(),
                e.candidates(),
                State.QUEUED,
                row.worker(),
                row.attempt(),
                row.relay(),
                row.window(),
                row.tried(),
                row.assignedAt(),
                row.claimBy(),
                row.usage(),
                row.cost(),
                row.failure(),
                row.reason(),
                row.deadline(),
                row.at());
    }
}
