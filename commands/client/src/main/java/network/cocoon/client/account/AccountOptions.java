package network.cocoon.client.account;

import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.TonAddress;

/**
 * What an app asks for when it registers, and how much it lets this client authorise.
 *
 * @param name          shown to the operator
 * @param modelFamilies what it means to use
 * @param credit        authorised at registration, and each time half of it is used
 * @param creditLimit   this client never authorises more than this in all
 * @param spendPerDay   nor more than this on a UTC day
 * @param wallet        the owner's on TON, for the escrow that is opened at first use where the network has a chain
 */
public record AccountOptions(
        String name,
        List<String> modelFamilies,
        int requestsPerDay,
        int tokensPerRequest,
        Nanoton credit,
        Nanoton creditLimit,
        Nanoton spendPerDay,
        Optional<TonAddress> wallet) {

    /** Without a chain, and with no limit of a day but the one in all. */
    public AccountOptions(
            String name,
            List<String> modelFamilies,
            int requestsPerDay,
            int tokensPerRequest,
            Nanoton credit,
            Nanoton creditLimit) {
        this(name, modelFamilies, requestsPerDay, tokensPerRequest, credit, creditLimit, creditLimit, Optional.empty());
    }

    public AccountOptions {
        modelFamilies = List.copyOf(modelFamilies);
        if (credit.compareTo(creditLimit) > 0) {
            throw new IllegalArgumentException("--credit is above --credit-limit");
        }
    }
}
