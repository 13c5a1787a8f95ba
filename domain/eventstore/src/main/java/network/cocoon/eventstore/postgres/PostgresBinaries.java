package network.cocoon.eventstore.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the PostgreSQL programs that travel as an archive on the class path. */
final class PostgresBinaries {
    /** The archive has some thousand files of 60 MB in all; anything far beyond is not it. */
    private static final long MAX_BYTES = 512L << 20;

    private PostgresBinaries() {}

    /**
     * @param target where the programs shall lie; complete once it exists
     * @return the folder holding {@code initdb}, {@code pg_ctl} and {@code postgres}
     */
    static Path unpackInto(Path target) throws IOException {
        Path programs = target.resolve("bin");
        if (Files.isExecutable(programs.resolve("pg_ctl"))) {
            return programs;
        }
        Files.createDirectories(parentOf(target));
        // Unpacked beside and moved in one step, so that a crash half way leaves nothing that looks complete.
        Path fresh = Files.createTempDirectory(parentOf(target), "unpacking-");
        try (InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), architecture());
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            unpack(tar, fresh);
        }
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (IOException e) {
            // Another process was quicker: its copy is as good as ours.
            deleteTree(fresh);
            if (!Files.isExecutable(programs.resolve("pg_ctl"))) {
                throw e;
            }
        }
        return programs;
    }

    private static void unpack(TarArchiveInputStream tar, Path into) throws IOException {
        long total = 0;
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path file = into.resolve(entry.getName()).normalize();
            total += entry.getSize();
            if (!file.startsWith(into) || total > MAX_BYTES) {
                throw new IOException("unexpected entry in the PostgreSQL archive: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(file);
                continue;
            }
            Files.createDirectories(parentOf(file));
            if (entry.isSymbolicLink() || entry.isLink()) {
                Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, file);
                if (parentOf(file).endsWith("bin") && !file.toFile().setExecutable(true, true)) {
                    throw new IOException("cannot make executable: " + file);
                }
            }
        }
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(root)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    private static Path parentOf(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new EmbeddedPostgresException("the database needs a folder of its own, not " + path);
        }
        return parent;
    }

    private static String system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.contains("mac") ? "Darwin" : name.contains("win") ? "Windows" : "Linux";
    }

    private static String architecture() {
        String name = System.getProperty("os.arch", "");
        return name.equals("amd64") ? "x86_64" : name;
    }
}
