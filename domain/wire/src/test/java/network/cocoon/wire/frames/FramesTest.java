package network.cocoon.wire.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {

    @Property(tries = 100)
    void framesRoundTrip(@ForAll @Size(max = 10) List<@NotEmpty byte[]> frames) throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new FrameWriter(out);
        for (byte[] frame : frames) {
            writer.write(frame);
        }
        var reader = reader(out.toByteArray());
        for (byte[] frame : frames) {
            assertThat(reader.read())
                    .hasValueSatisfying(read -> assertThat(read).isEqualTo(frame));
        }
        assertThat(reader.read()).isEmpty();
    }

    @Test
    void anEndWithinAFrameIsAnError() throws IOException {
        var out = new ByteArrayOutputStream();
        new FrameWriter(out).write(new byte[10]);
        byte[] whole = out.toByteArray();
        for (int length = 1; length < whole.length; length++) {
            var cut = reader(Arrays.copyOf(whole, length));
            assertThatThrownBy(cut::read).isInstanceOf(EOFException.class);
        }
        assertThat(reader(whole).read()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "00010001", "ffffffff", "80000001"})
    void lengthsOutOfBoundsAreRefused(String length) {
        var reader = reader(HexFormat.of().parseHex(length));
        assertThatThrownBy(reader::read).isInstanceOf(FrameSizeException.class);
    }

    @Test
    void aWriterRefusesWhatNoReaderWouldTake() {
        var writer = new FrameWriter(new ByteArrayOutputStream());
        assertThatThrownBy(() -> writer.write(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.write(new byte[FrameWriter.MAX_FRAME + 1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static FrameReader reader(byte[] bytes) {
        return new FrameReader(new ByteArrayInputStream(bytes));
    }
}
