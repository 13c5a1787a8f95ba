package network.cocoon.workers.gpu.tee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.attestation.eventlog.DstackLog;
import network.cocoon.domain.attestation.eventlog.LoggedEvent;
import network.cocoon.domain.attestation.eventlog.Registers;
import network.cocoon.domain.kernel.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's register, with a kernel of our own that misbehaves on demand. */
class BootMeasurementsTest {

    private static final List<Map.Entry<String, Bytes>> WHAT = List.of(
            Map.entry("cocoon-image", Bytes.of(new byte[] {1})), Map.entry("cocoon-model", Bytes.of(new byte[] {2})));

    /** A register that is extended by 48 bytes in one write, and by nothing else. */
    private static final class FakeRegister implements TsmFs {

        private Bytes value = Bytes.of(new byte[48]);
        private int busy;
        private int late;
        private int others;
        private boolean missing;

        @Override
        public void mkdir(String entry) throws IOException {
            throw new IOException("EPERM");
        }

        @Override
        public byte[] read(String entry, String attribute) throws IOException {
            if (missing || !entry.equals("measurements") || !attribute.equals("rtmr3:sha384")) {
                throw new IOException("ENOENT");
            }
            return value.toArray();
        }

        @Override
        public void write(String entry, String attribute, byte[] content) throws IOException {
            if (busy > 0) {
                busy--;
                throw new IOException("EBUSY");
            }
            if (content.length != 48) {
                throw new IOException("EINVAL");
            }
            value = Registers.extended(value, Bytes.of(content));
            if (others > 0) {
                others--;
                value = Registers.extended(value, value);
            }
            if (late > 0) {
                late--;
                throw new IOException("ETIMEDOUT");
            }
        }

        @Override
        public void rmdir(String entry) throws IOException {
            throw new IOException("EPERM");
        }
    }

    @TempDir
    private Path folder;

    private final FakeRegister kernel = new FakeRegister();

    private BootMeasurements measurements() {
        return new BootMeasurements(new BootRegister(kernel), folder.resolve("boot-events.json"));
    }

    private List<LoggedEvent> log() throws Exception {
        return DstackLog.read(Files.readAllBytes(folder.resolve("boot-events.json")));
    }

    @Test
    void the_log_comes_to_the_register_also_when_the_process_starts_again() throws Exception {
        measurements().record(WHAT);
        assertThat(log()).extracting(LoggedEvent::name).containsExactly("cocoon-image", "cocoon-model");
        assertThat(measurements().record(WHAT)).contains(Bytes.of(DstackLog.write(log())));
        assertThat(log()).hasSize(4);
        assertThat(Registers.replay(log()).values().get(3)).isEqualTo(kernel.value);
    }

    @Test
    void a_log_that_cannot_come_to_the_register_is_not_shown() throws Exception {
        kernel.value = Bytes.of("x".repeat(48).getBytes(StandardCharsets.US_ASCII));
        assertThat(measurements().record(WHAT)).isEmpty();
    }

    @Test
    void another_boots_log_begins_anew() throws Exception {
        measurements().record(WHAT);
        kernel.value = Bytes.of(new byte[48]);
        measurements().record(WHAT);
        assertThat(log()).hasSize(2);
        assertThat(Registers.replay(log()).values().get(3)).isEqualTo(kernel.value);
        Files.writeString(folder.resolve("boot-events.json"), "no log");
        kernel.value = Bytes.of(new byte[48]);
        measurements().record(WHAT);
        assertThat(log()).hasSize(2);
    }

    @Test
    void nothing_is_extended_twice_though_the_driver_is_busy_or_answers_late() throws Exception {
        kernel.busy = 3;
        measurements().record(WHAT);
        kernel.late = 1;
        measurements().record(WHAT);
        assertThat(log()).hasSize(4);
        assertThat(Registers.replay(log()).values().get(3)).isEqualTo(kernel.value);
    }

    @Test
    void somebody_else_at_the_register_is_told_of() {
        kernel.others = 1;
        assertThatThrownBy(() -> measurements().record(WHAT)).hasMessageContaining("somebody else extends RTMR3");
    }

    @Test
    void it_gives_up_on_a_driver_that_stays_busy_and_where_there_is_no_register() {
        kernel.busy = 100;
        assertThatThrownBy(() -> measurements().record(WHAT))
                .hasMessageContaining("did not extend RTMR3")
                .hasRootCauseMessage("EBUSY");
        kernel.missing = true;
        assertThatThrownBy(() -> measurements().record(WHAT)).hasMessage("ENOENT");
    }
}
