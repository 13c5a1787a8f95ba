package network.cocoon.ui.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nayuki.qrcodegen.QrCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The drawing has exactly the code's dark squares. */
class QrTest {

    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");

    @Test
    void every_module_is_drawn_once() {
        String text = "ton://transfer/EQ?amount=1&init=" + "te6cck".repeat(140);
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.LOW);
        int side = code.size + 8;
        boolean[][] dark = new boolean[side][side];
        Matcher run = RUN.matcher(Qr.svg(text));
        while (run.find()) {
            assertThat(run.group(3)).isEqualTo(run.group(4));
            for (int i = 0; i < Integer.parseInt(run.group(3)); i++) {
                int y = Integer.parseInt(run.group(2));
                int x = Integer.parseInt(run.group(1)) + i;
                assertThat(dark[y][x]).isFalse();
                dark[y][x] = true;
            }
        }
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                assertThat(dark[y][x]).isEqualTo(code.getModule(x - 4, y - 4));
            }
        }
    }

    @Test
    void text_becomes_no_markup_and_too_much_of_it_is_refused() {
        assertThat(Qr.svg("\"><script>")).doesNotContain("script");
        assertThatThrownBy(() -> Qr.svg("x".repeat(3000))).isInstanceOf(IllegalArgumentException.class);
    }
}
