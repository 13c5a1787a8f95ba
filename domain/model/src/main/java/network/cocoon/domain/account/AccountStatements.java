package network.cocoon.domain.account;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;

/**
 * The exact bytes an owner key signs. Text lines joined by a newline, so that a person can read what a wallet shows and
 * no two statements can be mistaken for each other: the first line names the kind and its version.
 */
public final class AccountStatements {

    private AccountStatements() {}

    /** Signed at registration: proves that the caller holds the owner key. */
    public static byte[] registration(
            String networkId, Bytes ownerKey, List<String> modelFamilies, int requestsPerDay, int tokensPerRequest) {
        return lines(
                "cocoon/register/v1",
                networkId,
                ownerKey.hex(),
                String.join(",", modelFamilies),
                Integer.toString(requestsPerDay),
                Integer.toString(tokensPerRequest));
    }

    /** Certifies a client key; times in epoch seconds. */
    public static byte[] clientKey(
            AccountId account, Bytes publicKey, Instant notBefore, Instant notAfter, Nanoton spendPerDay) {
        return lines(
                "cocoon/client-key/v1",
                account.value(),
                publicKey.hex(),
                Long.toString(notBefore.getEpochSecond()),
                Long.toString(notAfter.getEpochSecond()),
                spendPerDay.toString());
    }

    /** Authorises spending up to {@code cumulative} in all. */
    public static byte[] credit(String networkId, AccountId account, Nanoton cumulative, Instant validUntil) {
        return lines(
                "cocoon/credit/v1",
                networkId,
                account.value(),
                cumulative.toString(),
                Long.toString(validUntil.getEpochSecond()));
    }

    /** Makes the escrow at this raw address the account's: all of its opening is in the address. */
    public static byte[] escrow(String networkId, AccountId account, String address) {
        return lines("cocoon/escrow/v1", networkId, account.value(), address);
    }

    private static byte[] lines(String... lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
