package network.cocoon.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ModelIdTest {

    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?");

    @Property(tries = 5_000)
    void isWhatThePatternSays(@ForAll("names") String text) {
        assertThat(isModelId(text)).isEqualTo(SYNTAX.matcher(text).matches() && text.length() <= 96);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars("aZ09._-/ \u00e9\n")
                .ofMaxLength(8)
                .flatMap(text -> Arbitraries.of(text, text + "a".repeat(92)));
    }

    private static boolean isModelId(String text) {
        try {
            return new ModelId(text).value().equals(text);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
