package network.cocoon.commands.completion;

import java.time.InstantSource;
import java.util.List;
import network.cocoon.commands.dispatch.GroupCommit;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.dispatch.Turns;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.inference.ReceiptFacts;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.WorkerApi.ReportCompletion;
import network.cocoon.wire.cbor.ReceiptCodec;
import org.springframework.stereotype.Component;

/** Turns a worker's receipt into the bill; keeps what was refused as evidence. */
@Component
public class Completions {

    private final GroupCommit<Network, Order, RequestRow> commits;
    private final Closer closer;
    private final Evidence evidence;
    private final ReceiptKeys keys;
    private final InstantSource clock;

    Completions(
            Transactions transactions,
            Turns turns,
            Closer closer,
            Evidence evidence,
            ReceiptKeys keys,
            InstantSource clock) {
        this.commits = new GroupCommit<>(transactions, turns, new Completing());
        this.closer = closer;
        this.evidence = evidence;
        this.keys = keys;
        this.clock = clock;
    }

    /** Bills the request, once: the same report again is answered like the first. */
    public RequestRow complete(WorkerId worker, RequestId request, ReportCompletion report) {
        try {
            Receipt receipt = decode(report.receipt());
            if (receipt.attempt() != report.attempt() || !receipt.request().equals(request)) {
                throw new RefusedException(
                        InferenceRefusal.RECEIPT_MISMATCH, "the receipt is about another request or attempt");
            }
            return commits.run(Network.WHOLE, new Order(worker, request, receipt, report));
        } catch (RefusedException refused) {
            evidence.keep(
                    worker,
                    request,
                    Digest.sha256(report.receipt().toArray(), report.signature().toArray()),
                    refused);
            throw refused;
        }
    }

    /** Receipts of all apps and workers are billed together. */
    private enum Network {
        WHOLE
    }

    private record Order(WorkerId worker, RequestId request, Receipt receipt, ReportCompletion report) {}

    private final class Completing implements GroupCommit.Work<Order, RequestRow> {

        @Override
        public String id(Order order) {
            return order.request().value();
        }

        @Override
        public Object whose(Order order) {
            return order.worker();
        }

        @Override
        public void prepare(List<Order> orders) {
            closer.lockAll(orders.stream().map(Order::request).toList());
        }

        @Override
        public RequestRow carryOut(Order order) {
            return complete(order.worker(), order.request(), order.receipt(), order.report());
        }
    }

    private RequestRow complete(WorkerId worker, RequestId request, Receipt receipt, ReportCompletion report) {
        RequestRow row = closer.lock(request);
        if (!worker.equals(row.worker())) {
            throw new RefusedException(InferenceRefusal.NOT_ASSIGNED_TO_WORKER, "not this worker's request");
        }
        Bytes receiptKey = keys.of(worker, receipt.key(), clock.instant());
        return closer.decide(
                        row,
                        (versions, at) -> new InferenceCommand.Complete(
                                request,
                                worker,
                                ReceiptFacts.of(receipt),
                                report.receipt(),
                                report.signature(),
                                receiptKey,
                                versions.lane(),
                                versions.slot(),
                                at))
                .orElse(row);
    }

    private static Receipt decode(Bytes receipt) {
        try {
            return ReceiptCodec.decode(receipt);
        } catch (EnvelopeException e) {
            throw new RefusedException(e.code(), "the receipt is not canonical");
        }
    }
}
