package network.cocoon.client.account;

import java.util.List;
import network.cocoon.domain.kernel.Nanoton;

/**
 * What an app asks for when it registers, and how much it lets this client authorise.
 *
 * @param name          shown to the operator
 * @param modelFamilies what it means to use
 * @param credit        authorised at registration, and each time credit runs low
 * @param creditLimit   this client never authorises more than this in all
 */
public record AccountOptions(
        String name,
        List<String> modelFamilies,
        int requestsPerDay,
        int tokensPerRequest,
        Nanoton credit,
        Nanoton creditLimit) {

    public AccountOptions {
        modelFamilies = List.copyOf(modelFamilies);
        if (credit.compareTo(creditLimit) > 0) {
            throw new IllegalArgumentException("--credit is above --credit-limit");
        }
    }
}
