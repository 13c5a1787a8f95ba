package network.cocoon.domain.account;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** What an account may ask for at registration. */
final class AccountLimits {

    /** A comma would make two lists of families sign alike. */
    private static final Pattern FAMILY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    private static final int MOST_FAMILIES = 32;
    private static final int MOST_REQUESTS_A_DAY = 100_000_000;
    private static final int MOST_TOKENS_A_REQUEST = 16 * 1024 * 1024;
    private static final int MOST_LANES = 64;

    private AccountLimits() {}

    static boolean areSane(List<String> families, int requestsPerDay, int tokensPerRequest, int lanes) {
        return !families.isEmpty()
                && families.size() <= MOST_FAMILIES
                && new HashSet<>(families).size() == families.size()
                && families.stream().allMatch(f -> FAMILY.matcher(f).matches())
                && within(requestsPerDay, MOST_REQUESTS_A_DAY)
                && within(tokensPerRequest, MOST_TOKENS_A_REQUEST)
                && within(lanes, MOST_LANES);
    }

    private static boolean within(int value, int most) {
        return value >= 1 && value <= most;
    }
}
