package network.cocoon.commands.memory;

import java.time.Instant;
import java.time.LocalDate;
import network.cocoon.commands.inflight.BlobTable;
import network.cocoon.commands.inflight.HeadRow;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.domain.worker.WorkerStatus;
import org.jspecify.annotations.Nullable;

/** The command side's tables, as the migrations declare them. */
public final class Tables {

    public final Table<LaneKey, LaneState> lanes;
    public final Table<WorkerId, SlotRow> slots;
    public final Table<DayKey, Integer> days;
    public final Table<SpendKey, Long> spends;
    public final Table<RequestId, RequestRow> requests;
    public final Table<RequestId, BlobRow> blobs;
    public final Table<RequestId, Long> accruals;
    public final Table<RequestId, HeadRow> heads;
    public final Table<RequestId, Integer> begun;
    public final Table<RequestId, WindowRow> windows;
    public final Table<WorkerId, LiveRow> workers;
    public final Table<WorkerKeyId, KeyRow> keys;
    public final Table<OfferKey, WorkerCommand.OfferModel> offers;

    public Tables(Database database) {
        lanes = database.table("lane");
        slots = database.table("worker_slot");
        days = database.table("day_count");
        spends = database.table("key_spend");
        requests = database.table("inference_request");
        blobs = database.table("request_blob");
        accruals = database.table("accrual");
        heads = database.table("acknowledged_head");
        begun = database.table("answer_begun");
        windows = database.table("window_left");
        workers = database.table("worker_live");
        keys = database.table("worker_key");
        offers = database.table("worker_offer");
    }

    public record LaneKey(AccountId account, int lane) {}

    public record DayKey(AccountId account, LocalDate day) {}

    public record SpendKey(ClientKeyId key, LocalDate day) {}

    public record OfferKey(WorkerId worker, ModelId model) {}

    public record SlotRow(
            int slots,
            int inUse,
            long version,
            long samples,
            long averageMillis,
            long faults,
            @Nullable Instant faultedAt) {

        public static final SlotRow NONE = new SlotRow(0, 0, 0, 0, 0, 0, null);

        public SlotRow resized(int size) {
            return new SlotRow(size, inUse, version + 1, samples, averageMillis, faults, faultedAt);
        }

        public SlotRow moved(int delta) {
            return new SlotRow(slots, inUse + delta, version + 1, samples, averageMillis, faults, faultedAt);
        }

        public SlotRow timed(long average) {
            return new SlotRow(slots, inUse, version, samples + 1, average, faults, faultedAt);
        }
    }

    public record BlobRow(RequestId request, BlobTable.Blob blob, Instant expires) {}

    public record WindowRow(AccountId account, RequestId request, Instant at) {}

    public record LiveRow(
            WorkerId worker,
            ProviderId provider,
            WorkerStatus status,
            @Nullable Instant lastSeen) {}

    public record KeyRow(WorkerCommand.RecordAttestation attested, ProviderId provider) {}
}
