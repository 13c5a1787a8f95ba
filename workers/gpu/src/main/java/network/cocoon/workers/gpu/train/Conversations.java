package network.cocoon.workers.gpu.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Questions and answers to learn. In the text, a paragraph is lines starting with {@code ? } that hold questions
 * separated by {@code " / "} and one line starting with {@code = } that holds the answer. A question {@code @thing}
 * stands for the ways of asking what a thing is, {@code #clause} for the ways of asking to be told how or why.
 */
final class Conversations {

    private static final String[] THING = {
        "What is %s?",
        "What's %s?",
        "Explain %s.",
        "Tell me about %s.",
        "What does %s mean?",
        "Can you explain %s?",
        "Can you explain what %s is?",
        "Define %s.",
        "What do you know about %s?",
        "Please explain %s."
    };
    private static final String[] CLAUSE = {
        "Tell me %s.",
        "Explain %s.",
        "Can you tell me %s?",
        "Can you explain %s?",
        "I want to know %s.",
        "Do you know %s?",
        "Please explain %s.",
        "I would like to know %s."
    };
    private static final String[] OPENING = {
        "Hi! ",
        "Hello, ",
        "Please tell me: ",
        "Quick question: ",
        "So, ",
        "OK. ",
        "Hey, ",
        "One more question. ",
        "And "
    };
    private static final String[] CLOSING = {" Thanks.", " Please.", " Thank you!", " Be brief."};
    private static final String[] SYSTEM = {
        "You are a helpful assistant.", "You are Cocoon's assistant.", "Answer briefly.", "You answer questions."
    };

    /** One question in all its wordings, and its answer. */
    record Entry(List<String> questions, String answer) {}

    private final List<Entry> entries;

    private Conversations(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    static Conversations parse(String text) {
        List<Entry> entries = new ArrayList<>();
        List<String> questions = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("? ")) {
                for (String q : line.substring(2).split(" / ")) {
                    expand(q.strip(), questions);
                }
            } else if (line.startsWith("= ")) {
                if (questions.isEmpty()) {
                    throw new IllegalArgumentException("an answer without a question");
                }
                entries.add(new Entry(List.copyOf(questions), line.substring(2).strip()));
                questions.clear();
            }
        }
        return new Conversations(entries);
    }

    private static void expand(String question, List<String> into) {
        String rest = question.substring(1);
        switch (question.charAt(0)) {
            case '@' -> {
                for (String form : THING) {
                    into.add(String.format(Locale.ROOT, form, rest));
                }
            }
            case '#' -> {
                for (String form : CLAUSE) {
                    into.add(String.format(Locale.ROOT, form, rest));
                }
            }
            default -> into.add(question);
        }
    }

    List<Entry> entries() {
        return entries;
    }

    /** Everything a tokenizer should know well: each wording, and each answer as often as it is asked for. */
    List<String> corpus() {
        List<String> corpus = new ArrayList<>(List.of(OPENING));
        corpus.addAll(List.of(CLOSING));
        corpus.addAll(List.of(SYSTEM));
        for (String role : new String[] {"system\n", "user\n", "assistant\n"}) {
            corpus.addAll(java.util.Collections.nCopies(20, role));
        }
        for (Entry entry : entries) {
            for (String question : entry.questions()) {
                corpus.add(question);
                corpus.add(question.toLowerCase(Locale.ROOT));
            }
            corpus.addAll(java.util.Collections.nCopies(4, entry.answer()));
        }
        return corpus;
    }

    /** A line now and then that sets the assistant's role, otherwise empty. */
    static String system(Random random) {
        return random.nextInt(4) == 0 ? SYSTEM[random.nextInt(SYSTEM.length)] : "";
    }

    /** A wording of the entry's question as somebody might type it. */
    static String ask(Entry entry, Random random) {
        String q = entry.questions().get(random.nextInt(entry.questions().size()));
        if (random.nextInt(4) == 0) {
            q = OPENING[random.nextInt(OPENING.length)] + q;
        }
        if (random.nextInt(8) == 0) {
            q = q + CLOSING[random.nextInt(CLOSING.length)];
        } else if (random.nextInt(4) == 0 && !Character.isLetterOrDigit(q.charAt(q.length() - 1))) {
            q = q.substring(0, q.length() - 1);
        }
        if (random.nextInt(4) == 0) {
            q = q.toLowerCase(Locale.ROOT);
        }
        if (random.nextInt(16) == 0 && q.length() > 8) {
            int at = 1 + random.nextInt(q.length() - 2);
            q = q.substring(0, at) + q.substring(at + 1);
        }
        return q;
    }
}
