package network.cocoon.workers.gpu.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.workers.gpu.text.StopStrings;
import org.junit.jupiter.api.Test;

class GivenTokensTest {

    private static TokenUsage used(int completion) {
        return new TokenUsage(7, 0, completion, 0);
    }

    @Test
    void a_token_is_owed_once_its_last_character_is_out() {
        GivenTokens given = new GivenTokens(used(0));
        given.decoded("abc", used(1));
        assertThat(given.out("ab")).isEqualTo(used(0));
        given.decoded("d", used(2));
        assertThat(given.out("c")).isEqualTo(used(1));
        assertThat(given.out("d")).isEqualTo(used(2));
    }

    @Test
    void tokens_without_text_of_their_own_are_owed_with_the_next_that_has_some() {
        GivenTokens given = new GivenTokens(used(0));
        given.decoded("", used(1));
        given.decoded("", used(2));
        given.decoded("x", used(3));
        assertThat(given.out("x")).isEqualTo(used(3));
    }

    /** Tokens of 0 to 3 characters through a stop string's holding back: never more than what is out, all at the end. */
    @Property(tries = 200)
    void never_more_is_owed_than_is_out(@ForAll @Size(max = 30) List<@IntRange(max = 3) Integer> lengths) {
        GivenTokens given = new GivenTokens(used(0));
        StopStrings stops = new StopStrings(List.of("aaaaaaaaaa!"));
        long out = 0;
        int tokens = 0;
        for (int length : lengths) {
            tokens++;
            String text = "a".repeat(length);
            given.decoded(text, used(tokens));
            String now = stops.add(text);
            out += now.length();
            if (!now.isEmpty()) {
                int owed = given.out(now).completion();
                assertThat(lengths.subList(0, owed).stream()
                                .mapToLong(Integer::longValue)
                                .sum())
                        .isLessThanOrEqualTo(out);
            }
        }
        String rest = stops.finish();
        if (!rest.isEmpty() && !lengths.isEmpty() && lengths.getLast() > 0) {
            assertThat(given.out(rest)).isEqualTo(used(tokens));
        }
    }
}
