package network.cocoon.commands.escrow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.admission.LaneBook;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.account.Escrow;
import network.cocoon.domain.account.EscrowExit;
import network.cocoon.domain.account.SignedVoucher;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Nanoton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Which vouchers are due. The network takes what was used, not what was promised: the highest voucher that is not above
 * it. Only where the owner leaves, or a voucher is about to end, it takes the lowest that covers what is used and reserved.
 */
@Service
public class Redemptions {

    /** Before a voucher ends; more than {@link Escrow#TIME_TO_REDEEM}, so that credit ends in between. */
    private static final Duration LAST_CHANCE = Escrow.TIME_TO_REDEEM.multipliedBy(2);

    private final EscrowTable table;
    private final StateReader states;
    private final LaneBook lanes;
    private final JdbcClient jdbc;
    private final Nanoton from;
    private final InstantSource clock;

    Redemptions(
            EscrowTable table,
            StateReader states,
            LaneBook lanes,
            JdbcClient jdbc,
            CocoonSettings settings,
            InstantSource clock) {
        this.table = table;
        this.states = states;
        this.lanes = lanes;
        this.jdbc = jdbc;
        this.from = Nanoton.of(settings.ton().redeemFrom());
        this.clock = clock;
    }

    /** A voucher to redeem, and the escrow it is of. */
    public record Due(AccountId account, Escrow escrow, SignedVoucher voucher) {}

    /** An account's open escrow. */
    public record Watched(AccountId account, Escrow escrow) {}

    /** Every open escrow. */
    public List<Watched> watched() {
        return table.open().stream()
                .flatMap(account -> escrow(account).map(escrow -> new Watched(account, escrow)).stream())
                .toList();
    }

    /** What is due now. */
    public List<Due> due() {
        Instant now = clock.instant();
        return table.open().stream()
                .flatMap(account -> due(account, now).stream())
                .toList();
    }

    private Optional<Due> due(AccountId account, Instant now) {
        if (!(states.account(account) instanceof AccountState.Open open)
                || open.escrow().isEmpty()) {
            return Optional.empty();
        }
        Escrow escrow = open.escrow().get();
        boolean lastChance = isLastChance(escrow, now);
        Nanoton owed = owed(open, escrow, lastChance);
        Optional<SignedVoucher> voucher = escrow.redeemable(owed, lastChance, now);
        return voucher.filter(v ->
                        lastChance || v.cumulative().minus(escrow.claimed()).compareTo(from) >= 0)
                .map(v -> new Due(account, escrow, v));
    }

    /** Of this escrow's promise; what closed escrows left to the account is used up before it. */
    private Nanoton owed(AccountState.Open account, Escrow escrow, boolean withReserved) {
        long free = lanes.read(account.account()).stream()
                .mapToLong(lane -> lane.free().value())
                .sum();
        long left = free + (withReserved ? 0 : reserved(account.account()));
        return Nanoton.of(Math.max(0, escrow.promised().value() - left));
    }

    private long reserved(AccountId account) {
        return jdbc.sql("""
                        SELECT coalesce(sum(reserved), 0)::bigint FROM inference_request
                        WHERE account = :account AND state IN ('QUEUED', 'ASSIGNED')""").param("account", account.value()).query(Long.class).single();
    }

    private static boolean isLastChance(Escrow escrow, Instant now) {
        EscrowExit exit = escrow.exit();
        return exit != null
                || escrow.head()
                        .map(head -> !now.isBefore(head.validUntil().minus(LAST_CHANCE)))
                        .orElse(false);
    }

    private Optional<Escrow> escrow(AccountId account) {
        return switch (states.account(account)) {
            case AccountState.Absent _ -> Optional.empty();
            case AccountState.Open open -> open.escrow();
        };
    }
}
