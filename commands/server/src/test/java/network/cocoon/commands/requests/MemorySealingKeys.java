package network.cocoon.commands.requests;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Tables;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.kernel.WorkerKeyId;

/** {@link SealingKeys} in memory. */
final class MemorySealingKeys implements SealingKeys {

    private final Database database;
    private final Tables tables;

    MemorySealingKeys(Database database, Tables tables) {
        this.database = database;
        this.tables = tables;
    }

    @Override
    public List<Known> inForce(List<WorkerKeyId> keys, Instant now) {
        return database.statement("sealing keys", () -> keys.stream()
                .map(tables.keys::find)
                .flatMap(Optional::stream)
                .filter(key -> !key.attested().notBefore().isAfter(now)
                        && key.attested().validUntil().isAfter(now))
                .map(key -> new Known(
                        new Candidate(
                                key.attested().worker(),
                                key.provider(),
                                key.attested().key()),
                        key.attested().measurement()))
                .toList());
    }
}
