package network.cocoon.workers.gpu.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.workers.gpu.engine.AnswerForm;
import network.cocoon.workers.gpu.text.Tokenizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reasoning is counted apart from the answer, however the server cuts its pieces. */
class ThoughtTest {

    private static final AnswerForm MARKED = new AnswerForm(true, false, AnswerForm.Tools.NONE);
    private static final AnswerForm OPENED = new AnswerForm(true, true, AnswerForm.Tools.NONE);

    @SuppressWarnings("NullAway.Init")
    private Tokenizer tokenizer;

    @BeforeEach
    void open() throws IOException {
        tokenizer = Tokenizer.of(Files.readAllBytes(Path.of("src/main/models/cocoon-tiny/tokenizer.json")));
    }

    @AfterEach
    void close() {
        tokenizer.close();
    }

    private TokenUsage usage(AnswerForm form, String text, int piece) {
        TokenCount count = new TokenCount(tokenizer);
        Thought thought = new Thought(tokenizer, form);
        int counted = 0;
        for (int at = 0; at < text.length(); at += piece) {
            String next = text.substring(at, Math.min(text.length(), at + piece));
            counted = count.add(next);
            thought.add(next, counted);
        }
        return thought.usage(7, counted);
    }

    private int tokens(String text) {
        return tokenizer.encode(text).length;
    }

    @Test
    void what_stands_before_the_mark_is_reasoning_in_pieces_of_any_length() {
        String mind = "<think>a network of workers</think>";
        for (int piece : new int[] {1, 2, 3, 5, 100}) {
            TokenUsage usage = usage(MARKED, mind + " Cocoon is one.", piece);
            assertThat(usage.reasoning()).as("pieces of %d", piece).isEqualTo(tokens(mind));
            assertThat(usage.completion()).as("pieces of %d", piece).isPositive();
            assertThat(usage.prompt()).isEqualTo(7);
        }
    }

    @Test
    void a_prompt_that_opened_the_reasoning_needs_no_mark_at_its_beginning() {
        String mind = "a network</think>";
        assertThat(usage(OPENED, mind + " yes", 4).reasoning()).isEqualTo(tokens(mind));
    }

    @Test
    void an_answer_that_ends_while_it_reasons_is_all_reasoning() {
        TokenUsage usage = usage(OPENED, "a network of", 3);
        assertThat(usage.completion()).isZero();
        assertThat(usage.reasoning()).isPositive();
    }

    @Test
    void an_answer_without_the_mark_has_no_reasoning_nor_has_one_of_a_model_that_knows_none() {
        assertThat(usage(MARKED, "Cocoon <think> is </think> one", 2).reasoning())
                .isZero();
        assertThat(usage(AnswerForm.PLAIN, "<think>a</think> b", 2).reasoning()).isZero();
    }

    @Test
    void no_more_is_owed_than_was_counted_as_given() {
        Thought thought = new Thought(tokenizer, OPENED);
        thought.add("a network of workers", 9);
        assertThat(thought.usage(0, 4)).isEqualTo(new TokenUsage(0, 0, 0, 4));
    }
}
