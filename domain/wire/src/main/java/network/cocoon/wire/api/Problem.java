package network.cocoon.wire.api;

import network.cocoon.domain.kernel.Actor;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9457 problem details.
 *
 * @param relay with status 421 only: base address of the node to ask
 */
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        String code,
        Actor mustAct,
        @Nullable String relay) {

    public static final String CONTENT_TYPE = "application/problem+json";

    public Problem(String type, String title, int status, @Nullable String detail, String code, Actor mustAct) {
        this(type, title, status, detail, code, mustAct, null);
    }
}
