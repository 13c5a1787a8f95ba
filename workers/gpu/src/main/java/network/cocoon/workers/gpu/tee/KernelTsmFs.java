package network.cocoon.workers.gpu.tee;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** configfs as the kernel mounts it. Not run on TDX hardware. */
final class KernelTsmFs implements TsmFs {

    private static final int MOST = 64 * 1024;

    private final Path reports;

    KernelTsmFs(Path reports) {
        this.reports = reports;
    }

    @Override
    public void mkdir(String entry) throws IOException {
        Files.createDirectory(reports.resolve(entry));
    }

    @Override
    public byte[] read(String entry, String attribute) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(MOST);
        try (FileChannel in = FileChannel.open(reports.resolve(entry).resolve(attribute), StandardOpenOption.READ)) {
            while (in.read(out) >= 0) {
                if (!out.hasRemaining()) {
                    throw new IOException("more than " + MOST + " bytes in " + attribute);
                }
            }
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    @Override
    public void write(String entry, String attribute, byte[] content) throws IOException {
        try (FileChannel out = FileChannel.open(reports.resolve(entry).resolve(attribute), StandardOpenOption.WRITE)) {
            if (out.write(ByteBuffer.wrap(content)) != content.length) {
                throw new IOException("the driver took a part of " + attribute);
            }
        }
    }

    @Override
    public void rmdir(String entry) throws IOException {
        // Not recursive: the attribute files vanish with their directory.
        Files.delete(reports.resolve(entry));
    }
}
