package network.cocoon.audit;

import java.util.Base64;
import network.cocoon.domain.settlement.Exit;
import network.cocoon.domain.settlement.ExitRoot;
import network.cocoon.wire.api.ExitApi.Claim;
import network.cocoon.wire.api.ExitApi.ProviderExit;
import network.cocoon.wire.json.CocoonJson;

/** A provider's claim, for people and for programs. */
final class ExitText {

    private ExitText() {}

    static String json(ProviderExit answer) {
        return CocoonJson.mapper().writeValueAsString(answer) + "\n";
    }

    static String table(ProviderExit answer, Exit exit) {
        StringBuilder out = new StringBuilder();
        ExitRoot standing = exit.standing();
        boolean stands = standing != null && standing.number() == answer.number();
        line(out, "exit", answer.contract());
        line(out, "network", answer.networkId());
        line(out, "root", answer.number() + " " + answer.root().hex());
        if (!stands) {
            line(out, "", "ordered, and not seen on chain by this log");
        } else if (answer.open()) {
            line(out, "open", "since " + answer.opensAt());
        } else {
            line(out, "opens", answer.opensAt() + " on the chain's clock, unless a newer root is set until then");
        }
        line(out, "provider", answer.provider());
        Claim claim = answer.claim();
        if (claim == null) {
            line(out, "owed", "nothing by this root");
        } else {
            line(out, "owed", claim.amount() + " nanoton to " + claim.address() + ", leaf " + claim.index());
            if (claim.claimed()) {
                line(out, "", "the log has it claimed already");
            }
            line(out, "send", claim.value() + " nanoton to the exit, with this body, from any wallet");
            line(out, "body", Base64.getEncoder().encodeToString(claim.body().toArray()));
            line(out, "link", claim.link());
        }
        ExitRoot next = exit.underWay();
        if (stands && next != null) {
            line(
                    out,
                    "note",
                    "root " + next.number() + " was ordered after it: where the exit has that number, --root "
                            + next.number() + " gives the claim");
        }
        return out.toString();
    }

    private static void line(StringBuilder out, String what, Object value) {
        out.append(String.format("%-9s %s%n", what, value));
    }
}
