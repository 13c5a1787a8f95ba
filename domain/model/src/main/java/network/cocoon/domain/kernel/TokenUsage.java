package network.cocoon.domain.kernel;

/**
 * Tokens of one answer by kind, disjoint: {@code prompt} excludes {@code cached}, {@code completion} excludes
 * {@code reasoning}. Each at most 2^31-1, so that a cost fits 128 bits by far.
 */
public record TokenUsage(int prompt, int cached, int completion, int reasoning) {

    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0);

    public TokenUsage {
        if (prompt < 0 || cached < 0 || completion < 0 || reasoning < 0) {
            throw new IllegalArgumentException("token counts cannot be negative");
        }
    }

    public long total() {
        return (long) prompt + cached + completion + reasoning;
    }
}
