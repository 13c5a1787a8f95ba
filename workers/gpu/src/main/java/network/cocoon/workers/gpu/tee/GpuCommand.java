package network.cocoon.workers.gpu.tee;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.attestation.gpu.GpuEvidence;
import network.cocoon.domain.attestation.gpu.GpuJson;
import network.cocoon.domain.kernel.Bytes;

/**
 * Asks a program of the measured image, which asks NVIDIA's driver: there is no interface of the kernel for it, and the driver's
 * library is not linked here. It gets the nonce in hexadecimal as its last argument and writes {@link GpuJson}'s list.
 *
 * <p>Not run with a GPU in confidential mode.
 */
public final class GpuCommand implements GpuEvidenceSource {

    /** Several GPUs, one after the other, take seconds each. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<String> command;
    private final PciGpus bus;
    private final Duration patience;

    GpuCommand(List<String> command, PciGpus bus, Duration patience) {
        this.command = List.copyOf(command);
        this.bus = bus;
        this.patience = patience;
    }

    /**
     * @param program the helper; empty where there is none, which is good on a machine without a GPU only: a worker that shows
     *     no GPU is believed to have none
     * @throws IOException where GPUs are on the bus and nobody can ask them
     */
    public static GpuEvidenceSource ofThisMachine(List<String> program) throws IOException {
        PciGpus bus = new PciGpus(PciGpus.BUS);
        if (!program.isEmpty()) {
            return new GpuCommand(program, bus, PATIENCE);
        }
        return without(bus);
    }

    static GpuEvidenceSource without(PciGpus bus) throws IOException {
        int gpus = bus.count();
        if (gpus > 0) {
            throw new IOException("this machine has " + gpus
                    + " GPUs of NVIDIA: say with --gpu-evidence-command what shows their evidence");
        }
        return NONE;
    }

    @Override
    public GpuDevices of(Bytes nonce) throws IOException {
        List<String> line = new ArrayList<>(command);
        line.add(nonce.hex());
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        CompletableFuture<Void> end = CompletableFuture.runAsync(
                () -> kill(process), CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
        try (InputStream out = process.getInputStream()) {
            byte[] said = out.readNBytes(GpuJson.MAX_BYTES + 1);
            if (said.length > GpuJson.MAX_BYTES) {
                throw new IOException(command.getFirst() + " writes more than " + GpuJson.MAX_BYTES + " bytes");
            }
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(command.getFirst() + " ended with status " + status + " or took more than "
                        + patience.toSeconds() + " s");
            }
            List<GpuEvidence> devices = GpuJson.read(said);
            return new GpuDevices(bus.count(), devices);
        } catch (IllegalArgumentException e) {
            throw new IOException(command.getFirst() + " writes no evidence: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + command.getFirst(), e);
        } finally {
            end.cancel(true);
            kill(process);
        }
    }

    /** Its own children too: one that holds the pipe would keep the reader waiting. */
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
