package network.cocoon.workers.gpu.tee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The kernel's protocol, with a kernel of our own that keeps generations and misbehaves on demand. */
class TdxGuestTest {

    private static final int SIGNATURE_BYTES = 100;

    /** One directory a request; a generation that counts writes; the answer repeats what was written. */
    private static final class FakeKernel implements TsmFs {

        private final Set<String> entries = new HashSet<>();
        private String provider = "tdx_guest\n";
        private long generation;
        private byte[] inblob = new byte[0];
        private int otherWriters;
        private int timeouts;
        private int busy;
        private int staleReads;
        private byte[] padding = new byte[0];

        @Override
        public void mkdir(String entry) throws IOException {
            if (!entries.add(entry)) {
                throw new IOException("EEXIST");
            }
        }

        @Override
        public byte[] read(String entry, String attribute) throws IOException {
            if (!entries.contains(entry)) {
                throw new IOException("ENOENT");
            }
            return switch (attribute) {
                case "provider" -> provider.getBytes(StandardCharsets.US_ASCII);
                case "generation" -> (generation + "\n").getBytes(StandardCharsets.US_ASCII);
                case "outblob" -> outblob();
                default -> throw new IOException("ENOENT");
            };
        }

        private byte[] outblob() throws IOException {
            if (timeouts > 0) {
                timeouts--;
                throw new IOException("ETIMEDOUT");
            }
            if (staleReads > 0) {
                staleReads--;
                throw new IOException("EWOULDBLOCK");
            }
            if (inblob.length == 0) {
                throw new IOException("EINVAL");
            }
            if (otherWriters > 0) {
                otherWriters--;
                generation++;
            }
            ByteBuffer out = ByteBuffer.allocate(48 + 584 + 4 + SIGNATURE_BYTES + padding.length)
                    .order(ByteOrder.LITTLE_ENDIAN);
            out.putShort(0, (short) 4).position(48 + 520);
            out.put(inblob).putInt(SIGNATURE_BYTES).position(out.capacity() - padding.length);
            return out.put(padding).array();
        }

        @Override
        public void write(String entry, String attribute, byte[] content) throws IOException {
            if (busy > 0) {
                busy--;
                throw new IOException("EBUSY");
            }
            if (!attribute.equals("inblob") || content.length != 64) {
                throw new IOException("EINVAL");
            }
            inblob = content.clone();
            generation++;
        }

        @Override
        public void rmdir(String entry) throws IOException {
            if (!entries.remove(entry)) {
                throw new IOException("ENOENT");
            }
        }
    }

    private final FakeKernel kernel = new FakeKernel();
    private final TdxGuest guest = new TdxGuest(kernel, new CollateralFile(Path.of("none")), new Random(1));
    private final byte[] reportData = new byte[64];

    TdxGuestTest() {
        Arrays.fill(reportData, (byte) 7);
    }

    @Test
    void a_quote_over_the_report_data_comes_back_and_nothing_stays() throws IOException {
        byte[] quote = guest.quote(reportData);
        assertThat(Arrays.copyOfRange(quote, 48 + 520, 48 + 584)).isEqualTo(reportData);
        assertThat(kernel.entries).isEmpty();
    }

    @Test
    void a_clouds_zero_padding_is_cut_off() throws IOException {
        kernel.padding = new byte[3061];
        assertThat(guest.quote(reportData)).hasSize(48 + 584 + 4 + SIGNATURE_BYTES);
    }

    @Test
    void anything_else_behind_the_quote_is_refused() {
        kernel.padding = new byte[] {0, 0, 1};
        assertThatThrownBy(() -> guest.quote(reportData)).isInstanceOf(IOException.class);
        assertThat(kernel.entries).isEmpty();
    }

    @Test
    void another_writer_or_a_late_answer_is_tried_again() throws IOException {
        kernel.otherWriters = 2;
        kernel.timeouts = 1;
        assertThat(guest.quote(reportData)).isNotEmpty();
        assertThat(kernel.entries).isEmpty();
    }

    @Test
    void a_driver_that_is_busy_or_has_a_newer_request_is_tried_again_in_a_directory_of_its_own() throws IOException {
        kernel.busy = 2;
        kernel.staleReads = 2;
        assertThat(guest.quote(reportData)).isNotEmpty();
        assertThat(kernel.entries).isEmpty();
    }

    @Test
    void it_gives_up_and_says_where_to_look() {
        kernel.timeouts = 100;
        assertThatThrownBy(() -> guest.quote(reportData)).hasMessageContaining("configfs");
        assertThat(kernel.entries).isEmpty();
    }

    @Test
    void only_the_tdx_driver_will_do() {
        kernel.provider = "sev_guest\n";
        assertThatThrownBy(() -> guest.quote(reportData))
                .hasRootCauseMessage("the report provider is sev_guest, not tdx_guest");
    }

    @Test
    void report_data_has_64_bytes() {
        assertThatThrownBy(() -> guest.quote(new byte[63])).isInstanceOf(IllegalArgumentException.class);
    }
}
