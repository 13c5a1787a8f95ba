package network.cocoon.client.sidecar;

import java.util.Locale;
import network.cocoon.client.ask.AskException;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.client.openai.OpenAiException;

/** The network's codes in OpenAI's form. */
final class Errors {

    private Errors() {}

    static OpenAiException of(AskException e) {
        String type = type(e.code());
        String code = "cocoon." + e.code().name().toLowerCase(Locale.ROOT);
        return new OpenAiException(e.code().status(), type, null, code, String.valueOf(e.getMessage()), e.retryAfter());
    }

    private static String type(AskException.Code code) {
        if (code == AskException.Code.OVERLOADED) {
            return "rate_limit_error";
        }
        return code.status() < 500 ? "invalid_request_error" : "server_error";
    }

    static OpenAiException of(OperatorProblem e) {
        return new OpenAiException(
                502,
                "server_error",
                null,
                "cocoon." + e.code().toLowerCase(Locale.ROOT),
                String.valueOf(e.getMessage()));
    }
}
