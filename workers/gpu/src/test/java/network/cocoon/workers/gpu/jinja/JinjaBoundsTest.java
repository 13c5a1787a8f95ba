package network.cocoon.workers.gpu.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import network.cocoon.workers.gpu.jinja.JinjaException.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates made to exhaust whoever renders them. */
class JinjaBoundsTest {

    private static final Duration SECONDS = Duration.ofSeconds(10);

    private static final String LONG =
            "{% set n = namespace(s='aaaaaaaaaaaaaaaa') %}{% for i in range(18) %}{% set n.s = n.s ~ n.s %}{% endfor %}{% set s = n.s %}";

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
            TOO_MANY_STEPS § {% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}
            TOO_MUCH_TEXT § {% set s = 'aa' %}{% for i in range(99) %}{% set s = s ~ s %}{% endfor %}
            TOO_MUCH_TEXT § {% set s = 'aa' %}{% for i in range(99) %}{% set s = s.replace('a', s) %}{% endfor %}
            TOO_MUCH_TEXT § {% for i in range(99999) %}{{ x }}{% endfor %}
            TOO_MUCH_TEXT § {{ range(99999999999) }}
            TOO_MUCH_TEXT § {% set l = [1] %}{% for i in range(99) %}{% set l = l + l %}{% endfor %}
            TOO_DEEP § {% macro m() %}{{ m() }}{% endmacro %}{{ m() }}
            TOO_DEEP § {% set n = namespace() %}{% set n.n = n %}{{ n }}
            TOO_MANY_STEPS § {% set n = namespace(l=[]) %}{% for i in range(60) %}{% set n.l = [n.l, n.l] %}{% endfor %}{{ n.l | tojson }}
            """)
    @Timeout(20)
    void bombs_are_refused(Code code, String template) {
        assertThat(refused(template, "x".repeat(200)).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
            {% set p = s[1:] ~ 'b' %}{% for i in range(999) %}{% if p in s %}{% endif %}{% endfor %}
            {% set q = s[:-1] ~ 'a' %}{% for i in range(99999) %}{% if q == s %}{% endif %}{% endfor %}
            {% set q = s[:-1] ~ 'a' %}{% for i in range(99999) %}{% if q in [s, s, s] %}{% endif %}{% endfor %}
            {% for i in range(99999) %}{% if s.startswith(s) %}{% endif %}{% endfor %}
            {% set l = [] %}{% for i in range(99) %}{% set l = l + [s, s] %}{% endfor %}{{ l | sort | length }}{{ l | sort | length }}
            {% for i in range(99999) %}{% set t = s | upper %}{% endfor %}
            """)
    @Timeout(30)
    void long_strings_are_not_searched_for_ever(String template) {
        long from = System.nanoTime();
        try {
            Template.of(LONG + template).render(Map.of());
        } catch (JinjaException e) {
            assertThat(e.code()).isIn(Code.TOO_MANY_STEPS, Code.TOO_MUCH_TEXT);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(SECONDS);
    }

    @Test
    @Timeout(20)
    void what_is_nested_too_deeply_does_not_parse() {
        assertThat(refused("{{ " + "(".repeat(50_000) + "1" + ")".repeat(50_000) + " }}", "")
                        .code())
                .isEqualTo(Code.TOO_DEEP);
        assertThat(refused("{% if x %}".repeat(9_000) + "{% endif %}".repeat(9_000), "")
                        .code())
                .isEqualTo(Code.TOO_DEEP);
        assertThat(refused("{{ " + "not ".repeat(20_000) + "1 }}", "").code()).isEqualTo(Code.TOO_DEEP);
        assertThat(refused("{{ 1" + " + 1".repeat(20_000) + " }}", "").code()).isEqualTo(Code.TOO_DEEP);
        assertThat(refused("{{ x" + ".y".repeat(50_000) + " }}", "").code()).isEqualTo(Code.TOO_DEEP);
        assertThat(refused(" ".repeat(300_000), "").code()).isEqualTo(Code.TEMPLATE_TOO_LARGE);
        // Linear, whatever stands before a tag.
        assertThat(Template.of(" ".repeat(250_000) + "{% generation -%}").render(Map.of()))
                .isNotNull();
    }

    @Test
    void nothing_outside_can_be_reached() {
        for (String name : new String[] {"class", "getClass", "__class__", "__globals__", "constructor", "mro"}) {
            assertThat(Template.of("{{ x." + name + " }}{{ x['" + name + "'] }}{{ " + name + " }}")
                            .render(Map.of("x", Value.text("x"))))
                    .isEmpty();
        }
        assertThat(refused("{% include 'x' %}", "").code()).isEqualTo(Code.UNSUPPORTED);
        assertThat(refused("{% import 'x' as y %}", "").code()).isEqualTo(Code.UNSUPPORTED);
        assertThat(refused("{{ 'secret' | attr('x') }}", "")).hasMessageNotContaining("secret");
    }

    private static JinjaException refused(String template, String x) {
        return catchThrowableOfType(
                JinjaException.class, () -> Template.of(template).render(Map.of("x", Value.text(x))));
    }
}
