package network.cocoon.commands.http;

import java.util.Map;
import network.cocoon.domain.kernel.Refusal;

/** The HTTP status of a refusal. What is not listed was understood and is not possible: 422. */
final class RefusalStatus {

    private static final int UNPROCESSABLE = 422;

    private static final Map<String, Integer> BY_CODE = Map.ofEntries(
            Map.entry("NO_CREDIT", 402),
            Map.entry("CREDIT_EXPIRED", 402),
            Map.entry("VOUCHER_NOT_FUNDED", 402),
            Map.entry("VOUCHER_HEAD_MOVED", 409),
            Map.entry("ESCROW_LEAVING", 409),
            Map.entry("NO_CHAIN", 404),
            Map.entry("PROOF_WALLET_UNKNOWN", 422),
            Map.entry("PROPOSAL_PENDING", 409),
            Map.entry("PROPOSAL_NOT_DUE", 409),
            Map.entry("SPENDING_LIMIT_REACHED", 402),
            Map.entry("ACCOUNT_SUSPENDED", 403),
            Map.entry("FAMILY_NOT_ALLOWED", 403),
            Map.entry("NOT_ASSIGNED_TO_WORKER", 403),
            Map.entry("NOT_ASSIGNED", 403),
            Map.entry("NOT_YOURS", 403),
            Map.entry("MODEL_NOT_LISTED", 404),
            Map.entry("DAILY_LIMIT_REACHED", 429),
            Map.entry("QUEUE_FULL", 429),
            Map.entry("COLLATERAL_NOT_YET", 503),
            Map.entry("CONTENDED", 503),
            Map.entry("CLOCK_WRONG", 503),
            Map.entry("LANES_MISMATCH", 503));

    private static final Map<String, Integer> BY_ENDING = Map.of(
            "_UNKNOWN", 404,
            "_EXISTS", 409,
            "_USED", 409,
            "_CLOSED", 409,
            "_REVOKED", 409,
            "_TAKEN", 409,
            "_OVER", 409,
            "_REPLAYED", 409);

    private RefusalStatus() {}

    static int of(Refusal code) {
        if (code instanceof HttpRefusal edge) {
            return edge.status();
        }
        Integer listed = BY_CODE.get(code.name());
        if (listed != null) {
            return listed;
        }
        if (code.name().startsWith("STALE_") || code.name().endsWith("_NOT_INCREASED")) {
            return 409;
        }
        if (code.name().startsWith("TOO_MANY_") && !code.name().equals("TOO_MANY_TOKENS")) {
            return 429;
        }
        return BY_ENDING.entrySet().stream()
                .filter(ending -> code.name().endsWith(ending.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(UNPROCESSABLE);
    }
}
