package network.cocoon.domain.kernel;

import java.util.regex.Pattern;

/** A model's name as apps write it, for example {@code cocoon-tiny} or {@code Qwen/Qwen3-0.6B}. */
public record ModelId(String value) implements Id {

    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?");

    public ModelId {
        if (value.isEmpty() || value.length() > 96) {
            throw new IllegalArgumentException("a model id has 1 to 96 characters");
        }
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("a model id is letters, digits, '.', '_', '-' and at most one '/'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
