package network.cocoon.workers.gpu.grammar;

import java.util.List;

/** A regular expression that was read. */
sealed interface Regex {

    /** One character of these. */
    record Chars(CodePoints points) implements Regex {}

    record Sequence(List<Regex> parts) implements Regex {}

    record Choice(List<Regex> options) implements Regex {}

    /** @param most {@link #ENDLESS} where there is no most */
    record Repeat(Regex what, int least, int most) implements Regex {

        static final int ENDLESS = Integer.MAX_VALUE;
    }

    /** Where the text begins or ends; no character. */
    enum Edge implements Regex {
        START,
        END
    }
}
