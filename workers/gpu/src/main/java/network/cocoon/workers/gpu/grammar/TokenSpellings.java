package network.cocoon.workers.gpu.grammar;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import network.cocoon.workers.gpu.text.Vocabulary;

/** A vocabulary in the order of its bytes, so that a prefix that is not allowed rules out all tokens that begin with it. */
final class TokenSpellings {

    private final Vocabulary vocabulary;

    /** Tokens that may stand within a string wherever one is, and end nothing. */
    private final BitSet harmless = new BitSet();

    /** The same tokens by how many characters they are, up to each number; the last are all. */
    private final List<BitSet> harmlessUpTo = new ArrayList<>();

    private final int longest;
    private final int[] all;
    private final int[] others;

    TokenSpellings(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.all = IntStream.range(0, vocabulary.size())
                .filter(token -> vocabulary.bytes(token).length > 0)
                .boxed()
                .sorted((a, b) -> Arrays.compareUnsigned(vocabulary.bytes(a), vocabulary.bytes(b)))
                .mapToInt(Integer::intValue)
                .toArray();
        Characters inside = Characters.PLAIN;
        for (int token : all) {
            Rest rest = Rest.of(inside);
            for (byte b : vocabulary.bytes(token)) {
                rest = rest != null && rest.on(b & 0xff) instanceof Rest.After.Left(Rest left) ? left : null;
            }
            if (rest != null && rest.top().equals(inside)) {
                harmless.set(token);
            }
        }
        this.longest = Arrays.stream(all)
                .map(token -> vocabulary.bytes(token).length)
                .max()
                .orElse(0);
        count();
        this.others = Arrays.stream(all).filter(token -> !harmless.get(token)).toArray();
    }

    private void count() {
        harmlessUpTo.add(new BitSet());
        for (int token : all) {
            if (harmless.get(token)) {
                int characters = (int) new String(vocabulary.bytes(token), StandardCharsets.UTF_8)
                        .codePoints()
                        .count();
                while (harmlessUpTo.size() <= characters) {
                    harmlessUpTo.add(new BitSet());
                }
                harmlessUpTo.get(characters).set(token);
            }
        }
        for (int i = 1; i < harmlessUpTo.size(); i++) {
            harmlessUpTo.get(i).or(harmlessUpTo.get(i - 1));
        }
    }

    /** The most bytes of a token. */
    int longest() {
        return longest;
    }

    /** Every byte is a token, so that there is always one to go on with. */
    boolean complete() {
        BitSet single = new BitSet();
        for (int token : all) {
            byte[] bytes = vocabulary.bytes(token);
            if (bytes.length == 1) {
                single.set(bytes[0] & 0xff);
            }
        }
        // Printable ASCII is what JSON is made of; other bytes are only ever allowed beside it.
        return single.nextClearBit(' ') > '~';
    }

    /** The tokens that may come next. */
    BitSet allowed(Rest rest) {
        BitSet allowed = new BitSet();
        int free =
                switch (rest.top()) {
                    case Characters characters when characters.equals(Characters.PLAIN) -> TextLimits.ENDLESS;
                    case LimitedText text -> text.free();
                    default -> 0;
                };
        int[] tokens = free > 0 ? others : all;
        allowed.or(harmlessUpTo.get(Math.min(free, harmlessUpTo.size() - 1)));
        walk(tokens, 0, tokens.length, 0, rest, allowed);
        return allowed;
    }

    /** @param rest what is left after the first bytes, which are the same in all of these tokens */
    private void walk(int[] tokens, int from, int to, int depth, Rest rest, BitSet allowed) {
        int at = from;
        while (at < to && vocabulary.bytes(tokens[at]).length == depth) {
            allowed.set(tokens[at++]);
        }
        while (at < to) {
            int b = vocabulary.bytes(tokens[at])[depth] & 0xff;
            int end = end(tokens, at, to, depth, b);
            switch (rest.on(b)) {
                case Rest.After.Left(Rest left) -> walk(tokens, at, end, depth + 1, left, allowed);
                case Rest.After.Nothing _ -> {
                    // Nothing may follow, so only tokens that end here.
                    for (int i = at; i < end && vocabulary.bytes(tokens[i]).length == depth + 1; i++) {
                        allowed.set(tokens[i]);
                    }
                }
                case Rest.After.Refused _ -> {}
            }
            at = end;
        }
    }

    /** The first token from here that has another byte at this place. */
    private int end(int[] tokens, int from, int to, int depth, int b) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if ((vocabulary.bytes(tokens[middle])[depth] & 0xff) > b) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
