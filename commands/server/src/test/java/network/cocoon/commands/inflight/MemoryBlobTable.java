package network.cocoon.commands.inflight;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Tables;
import network.cocoon.domain.kernel.RequestId;

/** {@link BlobTable} in memory. */
public final class MemoryBlobTable implements BlobTable {

    private final Database database;
    private final Tables tables;

    public MemoryBlobTable(Database database, Tables tables) {
        this.database = database;
        this.tables = tables;
    }

    @Override
    public void insert(RequestId request, Blob blob, Instant expires) {
        database.statement("blob insert", () -> {
            if (!tables.blobs.insert(request, new Tables.BlobRow(request, blob, expires))) {
                throw new IllegalStateException("a blob with this id is there");
            }
            return true;
        });
    }

    @Override
    public Optional<Blob> find(RequestId request) {
        return database.statement("blob find", () -> tables.blobs.find(request).map(Tables.BlobRow::blob));
    }

    @Override
    public void replace(RequestId request, Blob blob) {
        database.statement("blob replace", () -> {
            Tables.BlobRow row = tables.blobs
                    .lock(request)
                    .orElseThrow(() -> new IllegalStateException("new wraps of a request whose bytes are gone"));
            tables.blobs.put(request, new Tables.BlobRow(request, blob, row.expires()));
            return true;
        });
    }

    @Override
    public int sweep(Instant now, int limit) {
        return database.statement("blob sweep", () -> {
            List<RequestId> expired = tables.blobs
                    .all()
                    .filter(row -> !row.expires().isAfter(now))
                    .map(Tables.BlobRow::request)
                    .limit(limit)
                    .toList();
            expired.forEach(tables.blobs::delete);
            expired.forEach(tables.heads::delete);
            return expired.size();
        });
    }
}
