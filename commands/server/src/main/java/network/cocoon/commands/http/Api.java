package network.cocoon.commands.http;

import jakarta.servlet.http.HttpServletRequest;

/** Which requests are the API's; all others belong to the console. */
final class Api {

    static final String PREFIX = "/v1/";

    private Api() {}

    static boolean concerns(HttpServletRequest request) {
        return request.getRequestURI()
                .substring(request.getContextPath().length())
                .startsWith(PREFIX);
    }
}
