package network.cocoon.client.openai;

import org.jspecify.annotations.Nullable;

/** An error in OpenAI's form: {@code {"error":{message,type,param,code}}}. Messages never quote a prompt or an answer. */
public final class OpenAiException extends RuntimeException {

    private final int status;
    private final String type;
    private final @Nullable String param;
    private final String code;

    public OpenAiException(int status, String type, @Nullable String param, String code, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
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
}
