package network.cocoon.workers.gpu.run;

import network.cocoon.domain.inference.FailureCode;
import network.cocoon.workers.gpu.engine.EngineException;

/** Why an attempt cannot be answered, to be reported. */
final class AttemptFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final FailureCode code;

    AttemptFailed(FailureCode code) {
        super(code.name(), null, false, false);
        this.code = code;
    }

    static AttemptFailed of(EngineException e) {
        return new AttemptFailed(
                switch (e.code()) {
                    case PROMPT_TOO_LONG, CONTROL_TOKEN_IN_PROMPT, TEMPLATE_REFUSED, UNSUPPORTED ->
                        FailureCode.UNSUPPORTED_REQUEST;
                    case BUSY, CRASHED, CLOSED -> FailureCode.ENGINE_FAILED;
                });
    }

    FailureCode code() {
        return code;
    }
}
