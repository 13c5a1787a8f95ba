package network.cocoon.workers.devchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import network.cocoon.workers.devchain.chain.ChainSettings;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void defaults_are_what_the_help_says() {
        assertThat(Options.of(new String[0]))
                .isEqualTo(new Options(".cocoon/devchain", 10_300, new ChainSettings(0, false, 0)));
        assertThat(Options.HELP).contains("default .cocoon/devchain", "default 10300", "default 0");
    }

    @Test
    void every_option_is_read_and_no_other() {
        assertThat(Options.of("--dir d --port 0 --block-ms 500 --seed 9 --shuffle".split(" ")))
                .isEqualTo(new Options("d", 0, new ChainSettings(9, true, 500)));
        for (String wrong :
                new String[] {"--port", "--port x", "--port 65536", "--block-ms 9999999999", "--what", "-h"}) {
            assertThatThrownBy(() -> Options.of(wrong.split(" "))).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
