package network.cocoon.workers.gpu.train;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Rows of several turns each, endless and the same for one seed. Only what the assistant says is learnt. */
final class Batches {

    private static final int IGNORED = -100;

    private final Conversations conversations;
    private final HuggingFaceTokenizer tokenizer;
    private final Random random;
    private final int rows;
    private final int width;
    private final List<Conversations.Entry> deck = new ArrayList<>();

    /** Tokens and what follows each, row by row; positions that are not learnt hold {@value #IGNORED}. */
    record Batch(long[] ids, long[] targets) {}

    Batches(Conversations conversations, HuggingFaceTokenizer tokenizer, long seed, int rows, int width) {
        this.conversations = conversations;
        this.tokenizer = tokenizer;
        this.random = new Random(seed);
        this.rows = rows;
        this.width = width;
    }

    Batch next() {
        long[] ids = new long[rows * width];
        long[] targets = new long[rows * width];
        Arrays.fill(targets, IGNORED);
        for (int row = 0; row < rows; row++) {
            fill(ids, targets, row * width);
        }
        return new Batch(ids, targets);
    }

    private void fill(long[] ids, long[] targets, int start) {
        int at = 0;
        String system = Conversations.system(random);
        if (!system.isEmpty()) {
            at = put(ids, targets, start, at, "<|im_start|>system\n" + system + "<|im_end|>\n", false);
        }
        while (at < width) {
            Conversations.Entry entry = draw();
            String question =
                    "<|im_start|>user\n" + Conversations.ask(entry, random) + "<|im_end|>\n<|im_start|>assistant\n";
            at = put(ids, targets, start, at, question, false);
            at = put(ids, targets, start, at, entry.answer() + "<|im_end|>", true);
            at = put(ids, targets, start, at, "\n", false);
        }
    }

    private int put(long[] ids, long[] targets, int start, int at, String text, boolean learnt) {
        for (long token : tokenizer.encode(text, false, false).getIds()) {
            if (at == width) {
                // The row's last position may still learn what would have come next.
                if (learnt && targets[start + at - 1] == IGNORED) {
                    targets[start + at - 1] = token;
                }
                return at;
            }
            ids[start + at] = token;
            if (learnt && at > 0) {
                targets[start + at - 1] = token;
            }
            at++;
        }
        return at;
    }

    /** Every entry once before any comes again. */
    private Conversations.Entry draw() {
        if (deck.isEmpty()) {
            deck.addAll(conversations.entries());
            Collections.shuffle(deck, random);
        }
        return deck.removeLast();
    }
}
