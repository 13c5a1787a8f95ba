package network.cocoon.domain.attestation.json;

import java.io.Serial;

/** Not a document that this reader takes. Checked, because every document is somebody else's. */
public final class JsonException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    JsonException(String message) {
        super(message, null, false, false);
    }
}
