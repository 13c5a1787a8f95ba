package network.cocoon.workers.gpu.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import network.cocoon.domain.kernel.Digest;

/**
 * Every file a model was loaded from. The model's digest is SHA-256 over a first line {@code cocoon model 1} and then,
 * for each file in the order of their names, {@code name SP size SP sha256} and a line feed.
 *
 * @param files in the order of their names, each name once
 */
public record ModelManifest(List<File> files) {

    /**
     * One file, as it was read into memory.
     *
     * @param name its name within the directory, with a slash where it lies in a folder of it
     * @param size bytes
     */
    public record File(String name, long size, Digest sha256) {}

    public ModelManifest {
        files = List.copyOf(files);
        for (int i = 1; i < files.size(); i++) {
            if (files.get(i - 1).name().compareTo(files.get(i).name()) >= 0) {
                throw new IllegalArgumentException("files are in the order of their names, each once");
            }
        }
    }

    /** What identifies the model, in the registry, in evidence and in receipts. */
    public Digest digest() {
        StringBuilder text = new StringBuilder("cocoon model 1\n");
        for (File file : files) {
            text.append(file.name())
                    .append(' ')
                    .append(file.size())
                    .append(' ')
                    .append(file.sha256().hex())
                    .append('\n');
        }
        return Digest.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes of all files together. */
    public long size() {
        return files.stream().mapToLong(File::size).sum();
    }
}
