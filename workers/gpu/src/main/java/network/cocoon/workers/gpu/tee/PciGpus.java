package network.cocoon.workers.gpu.tee;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many of NVIDIA's GPUs the kernel sees on the PCI bus: what must be shown, whoever gathers the evidence. A GPU that is split
 * among machines is counted by what this machine sees of it.
 */
final class PciGpus {

    static final Path BUS = Path.of("/sys/bus/pci/devices");

    private static final String NVIDIA = "0x10de";

    /** Display controllers; those without a screen are 0x0302 (PCI Code and ID Assignment Specification). */
    private static final String DISPLAY = "0x03";

    private final Path bus;

    PciGpus(Path bus) {
        this.bus = bus;
    }

    int count() throws IOException {
        if (!Files.isDirectory(bus)) {
            return 0;
        }
        List<Path> functions;
        try (Stream<Path> entries = Files.list(bus)) {
            functions = entries.toList();
        }
        int gpus = 0;
        for (Path function : functions) {
            if (read(function, "vendor").equals(NVIDIA)
                    && read(function, "class").startsWith(DISPLAY)) {
                gpus++;
            }
        }
        return gpus;
    }

    private static String read(Path function, String attribute) throws IOException {
        return Files.readString(function.resolve(attribute), StandardCharsets.US_ASCII)
                .strip();
    }
}
