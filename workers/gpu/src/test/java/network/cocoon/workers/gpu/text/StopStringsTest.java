package network.cocoon.workers.gpu.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class StopStringsTest {

    @Property(tries = 500)
    void wherever_the_text_is_cut_the_answer_ends_at_the_first_stop(
            @ForAll @Size(max = 12) List<@StringLength(max = 4) @CharRange(from = 'a', to = 'c') String> deltas,
            @ForAll @Size(max = 3) List<@StringLength(min = 1, max = 4) @CharRange(from = 'a', to = 'c') String> stops) {
        String whole = String.join("", deltas);
        int end = stops.stream()
                .mapToInt(whole::indexOf)
                .filter(i -> i >= 0)
                .min()
                .orElse(whole.length());

        StopStrings stop = new StopStrings(stops);
        StringBuilder given = new StringBuilder();
        for (String delta : deltas) {
            given.append(stop.add(delta));
        }
        given.append(stop.finish());

        assertThat(stop.met()).isEqualTo(end < whole.length());
        // A stop that a longer overlapping one began before may end the text a little later, never earlier.
        assertThat(whole).startsWith(given.toString());
        if (!stop.met()) {
            assertThat(given).hasToString(whole);
        }
        if (stops.size() == 1) {
            assertThat(given).hasToString(whole.substring(0, end));
        }
    }
}
