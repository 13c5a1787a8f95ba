package network.cocoon.workers.operator.port;

import network.cocoon.domain.kernel.Id;

/** Names a batch for ever, across its attempts: 1 to 64 of {@code a-z A-Z 0-9 . _ : -}, chosen by the books. */
public record BatchId(String value) implements Id {

    public BatchId {
        if (value.isEmpty() || value.length() > 64 || !value.matches("[a-zA-Z0-9._:-]+")) {
            throw new IllegalArgumentException("a batch's id has 1 to 64 letters, digits and . _ : -");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
