package network.cocoon.workers.gpu.decoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much memory there is for this process. */
final class MachineMemory {

    private static final Path MACHINE = Path.of("/proc/meminfo");
    private static final Path GROUP = Path.of("/sys/fs/cgroup/memory.max");

    private MachineMemory() {}

    /** The machine's, or its control group's where that is less; where neither is told, four heaps, as Java chooses them. */
    static long bytes() {
        return Math.min(machine(), group());
    }

    private static long machine() {
        try (Stream<String> lines = Files.lines(MACHINE)) {
            return lines.filter(line -> line.matches("MemTotal: +\\d{1,15} kB"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseGet(MachineMemory::unknown);
        } catch (IOException e) {
            return unknown();
        }
    }

    private static long group() {
        try {
            String most = Files.readString(GROUP).strip();
            return most.matches("\\d{1,18}") ? Long.parseLong(most) : Long.MAX_VALUE;
        } catch (IOException e) {
            return Long.MAX_VALUE; // not in a group
        }
    }

    private static long unknown() {
        return Math.multiplyExact(Math.min(Runtime.getRuntime().maxMemory(), 1L << 60), 4);
    }
}
