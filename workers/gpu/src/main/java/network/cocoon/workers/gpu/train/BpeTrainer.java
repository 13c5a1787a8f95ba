package network.cocoon.workers.gpu.train;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Learns a byte-level byte-pair encoding: small corpora only, it counts every pair again for each merge. */
final class BpeTrainer {

    /** How text is cut before pairs are merged; the same expression goes into tokenizer.json. */
    static final String SPLIT =
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    /** Tokens by id, and the merges in order, each "left right". */
    record Result(List<String> vocabulary, List<String> merges) {}

    private record Pair(String left, String right) {}

    private BpeTrainer() {}

    /** Bytes come first, in order; ties between pairs go to the lesser in text order, so one corpus gives one result. */
    static Result train(List<String> corpus, int size) {
        String[] alphabet = alphabet();
        List<String> vocabulary = new ArrayList<>(List.of(alphabet));
        List<String> merges = new ArrayList<>();
        Map<List<String>, Integer> words = words(corpus, alphabet);
        while (vocabulary.size() < size) {
            Map<Pair, Integer> counts = new HashMap<>();
            words.forEach((word, count) -> {
                for (int i = 0; i + 1 < word.size(); i++) {
                    counts.merge(new Pair(word.get(i), word.get(i + 1)), count, Integer::sum);
                }
            });
            Pair best = null;
            int most = 1;
            for (Map.Entry<Pair, Integer> e : counts.entrySet()) {
                if (e.getValue() > most || (e.getValue() == most && best != null && before(e.getKey(), best))) {
                    best = e.getKey();
                    most = e.getValue();
                }
            }
            if (best == null) {
                break;
            }
            String joined = best.left() + best.right();
            merges.add(best.left() + " " + best.right());
            vocabulary.add(joined);
            words = merge(words, best, joined);
        }
        return new Result(vocabulary, merges);
    }

    private static boolean before(Pair a, Pair b) {
        int left = a.left().compareTo(b.left());
        return left < 0 || (left == 0 && a.right().compareTo(b.right()) < 0);
    }

    private static Map<List<String>, Integer> words(List<String> corpus, String[] alphabet) {
        Map<String, Integer> pieces = new TreeMap<>();
        Pattern split = Pattern.compile(SPLIT);
        for (String text : corpus) {
            Matcher matcher = split.matcher(text);
            while (matcher.find()) {
                pieces.merge(matcher.group(), 1, Integer::sum);
            }
        }
        Map<List<String>, Integer> words = new LinkedHashMap<>();
        pieces.forEach((piece, count) -> {
            List<String> symbols = new ArrayList<>();
            for (byte b : piece.getBytes(StandardCharsets.UTF_8)) {
                symbols.add(alphabet[b & 0xff]);
            }
            words.put(symbols, count);
        });
        return words;
    }

    private static Map<List<String>, Integer> merge(Map<List<String>, Integer> words, Pair pair, String joined) {
        Map<List<String>, Integer> merged = new LinkedHashMap<>();
        words.forEach((word, count) -> {
            List<String> next = new ArrayList<>();
            for (int i = 0; i < word.size(); i++) {
                if (i + 1 < word.size()
                        && word.get(i).equals(pair.left())
                        && word.get(i + 1).equals(pair.right())) {
                    next.add(joined);
                    i++;
                } else {
                    next.add(word.get(i));
                }
            }
            merged.merge(next, count, Integer::sum);
        });
        return merged;
    }

    /** The printable character that stands for each byte in byte-level vocabularies (GPT-2's table). */
    static String[] alphabet() {
        String[] alphabet = new String[256];
        int next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || (b >= 0xae);
            alphabet[b] = String.valueOf((char) (printable ? b : next++));
        }
        return alphabet;
    }
}
