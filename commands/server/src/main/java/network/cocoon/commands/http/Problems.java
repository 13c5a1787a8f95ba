package network.cocoon.commands.http;

import java.net.URI;
import java.util.Locale;
import network.cocoon.domain.kernel.Refusal;
import network.cocoon.domain.kernel.Rejection;
import network.cocoon.wire.api.Problem;

/** RFC 9457 problem details of a refusal. The code is stable; the words may change. */
public final class Problems {

    private static final String TYPE = "urn:cocoon:problem:";

    private Problems() {}

    public static Problem of(Rejection rejection) {
        Refusal code = rejection.code();
        return new Problem(
                TYPE + code.name(),
                title(code),
                RefusalStatus.of(code),
                rejection.detail(),
                code.name(),
                code.mustAct());
    }

    /** The same, with the node to ask. */
    static Problem at(Problem problem, URI relay) {
        return new Problem(
                problem.type(),
                problem.title(),
                problem.status(),
                problem.detail(),
                problem.code(),
                problem.mustAct(),
                relay.toString());
    }

    private static String title(Refusal code) {
        String words = code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
