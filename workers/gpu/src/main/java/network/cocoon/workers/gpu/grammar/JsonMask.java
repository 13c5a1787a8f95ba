package network.cocoon.workers.gpu.grammar;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.workers.gpu.text.TokenMask;
import network.cocoon.workers.gpu.text.Vocabulary;
import org.jspecify.annotations.Nullable;

/** Lets one answer be JSON or a call, and nothing else. */
final class JsonMask implements TokenMask {

    private static final int MOST_KEPT = 256;

    private final Vocabulary vocabulary;
    private final TokenSpellings spellings;
    private final List<Integer> ends;
    private final Thinking thinking;
    private final Map<Integer, Character> marks;
    private final Map<Rest, BitSet> known = new LinkedHashMap<>();
    private @Nullable Rest rest;

    /**
     * @param whole all that may be written
     * @param marks tokens that stand for no bytes, by the character that stands for each of them
     */
    JsonMask(
            Vocabulary vocabulary,
            TokenSpellings spellings,
            Rest whole,
            Map<Integer, Character> marks,
            List<Integer> ends,
            Thinking thinking) {
        this.vocabulary = vocabulary;
        this.spellings = spellings;
        this.ends = List.copyOf(ends);
        this.thinking = thinking;
        this.marks = marks;
        this.rest = whole;
    }

    @Override
    public void apply(float[] logits) {
        if (thinking.now()) {
            return;
        }
        BitSet allowed = allowed();
        for (int token = 0; token < logits.length; token++) {
            if (!allowed.get(token)) {
                logits[token] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    private BitSet allowed() {
        Rest now = rest;
        BitSet allowed = new BitSet();
        if (now != null) {
            allowed.or(known.computeIfAbsent(now.within(spellings.longest()), spellings::allowed));
            if (known.size() > MOST_KEPT) {
                known.clear();
            }
            marks.forEach((token, mark) -> {
                if (!(now.on(mark) instanceof Rest.After.Refused)) {
                    allowed.set(token);
                }
            });
        }
        // What can go no deeper ends as it is, rather than as anything at all.
        if (now == null || now.mayEnd() || allowed.isEmpty()) {
            ends.forEach(allowed::set);
        }
        thinking.mayBegin().ifPresent(allowed::set);
        return allowed;
    }

    @Override
    public void took(int token) {
        if (thinking.took(token)) {
            return;
        }
        Character mark = marks.get(token);
        if (mark != null) {
            write(mark);
        }
        for (byte b : vocabulary.bytes(token)) {
            write(b & 0xff);
        }
    }

    private void write(int b) {
        Rest now = rest;
        rest = now != null && now.on(b) instanceof Rest.After.Left(Rest left) ? left : null;
    }
}
