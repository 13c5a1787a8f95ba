package network.cocoon.workers.gpu.operator;

import network.cocoon.wire.api.WorkerApi.AssignmentNotice;

/** Gets each notice with its dense index, in order, possibly again after a reconnection. Must not block for long. */
@FunctionalInterface
public interface NoticeHandler {

    void on(long index, AssignmentNotice notice);
}
