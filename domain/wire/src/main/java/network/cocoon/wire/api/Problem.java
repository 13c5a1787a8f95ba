package network.cocoon.wire.api;

import network.cocoon.domain.kernel.Actor;
import org.jspecify.annotations.Nullable;

/** RFC 9457 problem details. */
public record Problem(
        String type, String title, int status, @Nullable String detail, String code, Actor mustAct) {

    public static final String CONTENT_TYPE = "application/problem+json";
}
