package network.cocoon.commands.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import network.cocoon.commands.metrics.Measures;
import network.cocoon.domain.kernel.Rejection;
import network.cocoon.wire.api.Problem;
import network.cocoon.wire.json.CocoonJson;
import org.springframework.stereotype.Component;

/** Answers with a problem where no controller has the say yet. */
@Component
class ProblemWriter {

    private final Measures measures;

    ProblemWriter(Measures measures) {
        this.measures = measures;
    }

    void write(HttpServletResponse response, Rejection rejection) throws IOException {
        Problem problem = Problems.of(rejection);
        measures.refused(rejection.code());
        byte[] body = CocoonJson.mapper().writeValueAsBytes(problem);
        response.setStatus(problem.status());
        response.setContentType(Problem.CONTENT_TYPE);
        response.setContentLength(body.length);
        if (problem.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        response.getOutputStream().write(body);
    }
}
