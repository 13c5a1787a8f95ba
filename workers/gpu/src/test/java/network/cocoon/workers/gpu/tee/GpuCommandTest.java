package network.cocoon.workers.gpu.tee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.attestation.gpu.GpuEvidence;
import network.cocoon.domain.attestation.gpu.GpuJson;
import network.cocoon.domain.kernel.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Helpers that answer, lie, fail, flood and hang, and a PCI bus of our own. */
class GpuCommandTest {

    private static final Bytes NONCE = Bytes.of(new byte[] {1, 2, 3});

    @TempDir
    private Path folder;

    @Test
    void its_list_is_read_and_the_kernel_says_how_many_gpus_there_are() throws IOException {
        List<GpuEvidence> devices = List.of(new GpuEvidence(Bytes.of(new byte[] {7}), Bytes.of(new byte[] {8})));
        Path list = Files.write(folder.resolve("list"), GpuJson.write(devices));
        function("0000:01:00.0", "0x10de", "0x030200");
        function("0000:02:00.0", "0x10de", "0x030200");
        function("0000:03:00.0", "0x10de", "0x068000");
        function("0000:04:00.0", "0x8086", "0x030000");
        assertThat(command("[ \"$1\" = " + NONCE.hex() + " ] && cat " + list).of(NONCE))
                .isEqualTo(new GpuDevices(2, devices));
    }

    @Test
    void one_that_fails_floods_or_says_something_else_gives_none() {
        assertThatIOException().isThrownBy(() -> command("exit 3").of(NONCE)).withMessageContaining("status 3");
        assertThatIOException().isThrownBy(() -> command("echo []").of(NONCE)).withMessageContaining("no evidence");
        assertThatIOException()
                .isThrownBy(() -> command("head -c 5000000 /dev/zero").of(NONCE))
                .withMessageContaining("writes more than");
        assertThatIOException().isThrownBy(() -> new GpuCommand(
                        List.of(folder.resolve("absent").toString()), bus(), Duration.ofSeconds(30))
                .of(NONCE));
    }

    @Test
    void one_that_hangs_is_ended_with_its_children() throws IOException {
        GpuCommand hangs = new GpuCommand(List.of(script("sleep 600 & wait")), bus(), Duration.ofMillis(200));
        assertThatIOException().isThrownBy(() -> hangs.of(NONCE));
    }

    @Test
    void a_machine_with_gpus_and_nobody_to_ask_them_shows_nothing_and_does_not_start() throws IOException {
        assertThat(GpuCommand.without(bus()).of(NONCE)).isEqualTo(GpuDevices.NONE);
        function("0000:01:00.0", "0x10de", "0x030200");
        assertThatIOException()
                .isThrownBy(() -> GpuCommand.without(bus()))
                .withMessageContaining("--gpu-evidence-command");
    }

    private GpuCommand command(String script) throws IOException {
        return new GpuCommand(List.of(script(script)), bus(), Duration.ofSeconds(30));
    }

    private String script(String script) throws IOException {
        Path file = Files.createTempFile(
                folder,
                "helper",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Files.writeString(file, "#!/bin/sh\n" + script + "\n").toString();
    }

    private PciGpus bus() {
        return new PciGpus(folder.resolve("bus"));
    }

    private void function(String address, String vendor, String kind) throws IOException {
        Path function = Files.createDirectories(folder.resolve("bus").resolve(address));
        Files.writeString(function.resolve("vendor"), vendor + "\n");
        Files.writeString(function.resolve("class"), kind + "\n");
    }
}
