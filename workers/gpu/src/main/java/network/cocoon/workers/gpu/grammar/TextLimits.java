package network.cocoon.workers.gpu.grammar;

import java.util.BitSet;
import java.util.List;

/** What a string may be: the texts of an automaton, of so many characters. */
final class TextLimits {

    static final int ENDLESS = Integer.MAX_VALUE;

    private final Dfa texts;
    private final int least;
    private final int most;

    /** For each state, how long a rest may be; empty where any may be. */
    private final List<BitSet> rests;

    /** Refuses what no text can meet. */
    TextLimits(Dfa texts, int least, int most, Effort effort) {
        this.texts = texts;
        this.least = least;
        this.most = most;
        // Of a rest that is longer than it must be by all states, a part can be left out that leads from a state to
        // itself.
        this.rests = least == 0 && most == ENDLESS ? List.of() : texts.lengths(least + texts.states(), effort);
        if (!leadsOn(0, 0)) {
            throw SchemaReader.unsupported("a length or pattern that no text has");
        }
    }

    /** Whether a text may end, so many characters behind its beginning. */
    boolean ends(int state, int count) {
        return count >= least && texts.ends(state);
    }

    private boolean leadsOn(int state, int count) {
        if (rests.isEmpty()) {
            return true;
        }
        int rest = rests.get(state).nextSetBit(Math.max(0, least - count));
        return rest >= 0 && rest <= most - count;
    }

    /** The state after a character, or -1 where no text goes on so. */
    int after(int state, int count, int point) {
        int next = count == most ? -1 : texts.after(state, point);
        return next >= 0 && leadsOn(next, count + 1) ? next : -1;
    }

    /** Whether a text goes on with one of these characters. */
    boolean some(int state, int count, int first, int last) {
        return count < most && texts.some(state, first, last, next -> leadsOn(next, count + 1));
    }

    /** Counted only as far as it matters, so that the same may follow equal states. */
    int counted(int count) {
        return most == ENDLESS ? Math.min(count, least) : count;
    }

    /** As {@link #counted}, where only so many characters are looked at. */
    int counted(int count, int ahead) {
        boolean far = most != ENDLESS && count >= least && most - count >= ahead + texts.states();
        return far ? least : counted(count);
    }

    /** How many characters may follow of any kind. */
    int free(int count) {
        return texts != Dfa.ANY ? 0 : most == ENDLESS ? ENDLESS : most - count;
    }
}
