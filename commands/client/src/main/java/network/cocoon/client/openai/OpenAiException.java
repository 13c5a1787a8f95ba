package network.cocoon.client.openai;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** An error in OpenAI's form: {@code {"error":{message,type,param,code}}}. Messages never quote a prompt or an answer. */
public final class OpenAiException extends RuntimeException {

    private final int status;
    private final String type;
    private final @Nullable String param;
    private final String code;
    private final transient OptionalInt retryAfter;

    public OpenAiException(int status, String type, @Nullable String param, String code, String message) {
        this(status, type, param, code, message, OptionalInt.empty());
    }

    /** @param retryAfter seconds until the same call may succeed, where that is known */
    public OpenAiException(
            int status, String type, @Nullable String param, String code, String message, OptionalInt retryAfter) {
        super(message);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    static OpenAiException invalid(@Nullable String param, String code, String message) {
        return new OpenAiException(400, "invalid_request_error", param, code, message);
    }

    public int status() {
        return status;
    }

    public String type() {
        return type;
    }

    public @Nullable String param() {
        return param;
    }

    public String code() {
        return code;
    }

    public OptionalInt retryAfter() {
        return retryAfter;
    }
}
