package network.cocoon.domain.settlement;

import java.util.regex.Pattern;
import network.cocoon.domain.kernel.Id;

/** Names one transfer for ever: 1 to 64 of {@code a-z A-Z 0-9 . _ -}, chosen by whoever orders it. */
public record TransferId(String value) implements Id {

    private static final int LONGEST = 64;
    private static final Pattern CHARACTERS = Pattern.compile("[a-zA-Z0-9._-]+");

    public TransferId {
        if (value.isEmpty()
                || value.length() > LONGEST
                || !CHARACTERS.matcher(value).matches()) {
            throw new IllegalArgumentException("a transfer's id has 1 to " + LONGEST + " letters, digits and . _ -");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
