package network.cocoon.commands.admission;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Tables;
import network.cocoon.domain.account.AccountRefusal;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.DayCount;
import network.cocoon.domain.kernel.Nanoton;

/** {@link DayBook} in memory. */
public final class MemoryDayBook implements DayBook {

    private final Database database;
    private final Tables tables;

    public MemoryDayBook(Database database, Tables tables) {
        this.database = database;
        this.tables = tables;
    }

    @Override
    public DayCount count(AccountId account, int requestsPerDay, Instant at) {
        return database.within("day count", () -> {
            var key = new Tables.DayKey(account, day(at));
            int before = tables.days.lock(key).orElse(0);
            if (before >= requestsPerDay) {
                throw new RefusedException(AccountRefusal.DAILY_LIMIT_REACHED, "the account has had its requests");
            }
            tables.days.put(key, before + 1);
            return new DayCount(key.day(), before + 1);
        });
    }

    @Override
    public void spend(ClientKeyId key, Nanoton spendPerDay, Nanoton amount, Instant at) {
        database.within("key spend", () -> {
            var row = new Tables.SpendKey(key, day(at));
            long spent = tables.spends.lock(row).orElse(0L);
            if (spent > spendPerDay.value() - amount.value()) {
                throw new RefusedException(AdmissionRefusal.KEY_SPEND_LIMIT, "the key has spent its day's share");
            }
            tables.spends.put(row, spent + amount.value());
            return true;
        });
    }

    @Override
    public void lockAll(Collection<ClientKeyId> keys, Collection<AccountId> accounts, Instant at) {
        keys.stream()
                .sorted(Comparator.comparing(ClientKeyId::value))
                .map(key -> new Tables.SpendKey(key, day(at)))
                .filter(key -> tables.spends.find(key).isPresent())
                .forEach(key -> database.within("key lock", () -> tables.spends.lock(key)));
        accounts.stream()
                .sorted(Comparator.comparing(AccountId::value))
                .map(account -> new Tables.DayKey(account, day(at)))
                .filter(key -> tables.days.find(key).isPresent())
                .forEach(key -> database.within("day lock", () -> tables.days.lock(key)));
    }

    @Override
    public int requests(AccountId account, Instant at) {
        return database.statement(
                "day read",
                () -> tables.days.find(new Tables.DayKey(account, day(at))).orElse(0));
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
