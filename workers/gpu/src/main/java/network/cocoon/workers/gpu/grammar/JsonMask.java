package network.cocoon.workers.gpu.grammar;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.workers.gpu.text.TokenMask;
import network.cocoon.workers.gpu.text.Vocabulary;
import org.jspecify.annotations.Nullable;

/** Lets one answer be JSON and nothing else. */
final class JsonMask implements TokenMask {

    /** White space that a model may put before its answer. */
    private static final int LEADING_SPACE = 2;

    private static final int MOST_KEPT = 256;

    private final Vocabulary vocabulary;
    private final TokenSpellings spellings;
    private final List<Integer> ends;
    private final Thinking thinking;
    private final Map<Rest, BitSet> known = new LinkedHashMap<>();
    private @Nullable Rest rest;

    JsonMask(Vocabulary vocabulary, TokenSpellings spellings, Schema schema, List<Integer> ends, Thinking thinking) {
        this.vocabulary = vocabulary;
        this.spellings = spellings;
        this.ends = List.copyOf(ends);
        this.thinking = thinking;
        this.rest = Rest.of(new Item.Space(LEADING_SPACE), new Item.Value(schema));
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
            allowed.or(known.computeIfAbsent(now, spellings::allowed));
            if (known.size() > MOST_KEPT) {
                known.clear();
            }
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
        for (byte b : vocabulary.bytes(token)) {
            Rest now = rest;
            rest = now != null && now.on(b & 0xff) instanceof Rest.After.Left(Rest left) ? left : null;
        }
    }
}
