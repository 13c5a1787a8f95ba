package network.cocoon.projections.workers;

import java.time.Instant;
import network.cocoon.domain.kernel.Id;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.projections.write.RowWrite;
import network.cocoon.projections.write.ViewBatch;

/** Notes what went wrong with a worker, whichever stream says so. */
public final class FaultWrite {

    private static final RowWrite FAULT = RowWrite.into("view_worker_fault", """
            aggregate text, sequence bigint, worker text, kind text, code text, detail text, request text,
            at timestamptz""", """
            INSERT INTO view_worker_fault (aggregate_id, sequence, worker_id, kind, code, detail, request_id, at)
            SELECT aggregate, sequence, worker, kind, code, detail, request, at FROM :rows
            ON CONFLICT (aggregate_id, sequence) DO NOTHING""");

    private FaultWrite() {}

    /**
     * Adds a row for an event.
     *
     * @param stream   whose event it is: the worker's own, or a request's
     * @param sequence its place in that stream
     */
    public static void add(
            ViewBatch batch,
            Id stream,
            long sequence,
            WorkerId worker,
            WorkerFault.Kind kind,
            String code,
            String detail,
            Instant at) {
        batch.add(
                FAULT,
                stream.value() + '/' + sequence,
                stream.value(),
                sequence,
                worker.value(),
                kind.name(),
                code,
                detail,
                stream instanceof RequestId ? stream.value() : null,
                at);
    }
}
