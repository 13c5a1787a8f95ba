package network.cocoon.ui.operations;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import network.cocoon.ui.cluster.Database;

/**
 * The recipe of "Backup and restore" in the commands' README for the embedded database, which brings no programs for it:
 * PostgreSQL's own functions around a copy of its folder, while it goes on writing.
 */
final class BaseBackup {

    /** Of this run of the server only, or copied apart. */
    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts", "pg_wal", "pg_replslot");

    private BaseBackup() {}

    /** Copies the folder of a database that runs. */
    static void take(Database database, Path backup) throws IOException, SQLException {
        Path cluster = database.folder().resolve("cluster");
        try (Connection connection = database.connectAsAdmin();
                Statement sql = connection.createStatement()) {
            // Nothing that the copy needs may be recycled meanwhile; gone with this connection.
            sql.execute("SELECT pg_create_physical_replication_slot('backup', true, true)");
            sql.execute("SELECT pg_backup_start('cocoon', fast => true)");
            copy(cluster, backup, LEFT_OUT);
            try (ResultSet label =
                    sql.executeQuery("SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)")) {
                label.next();
                Files.writeString(backup.resolve("backup_label"), label.getString(1));
            }
            copy(cluster.resolve("pg_wal"), backup.resolve("pg_wal"), Set.of());
        }
        Files.createDirectory(backup.resolve("pg_replslot"), ownerOnly());
    }

    /** Puts it in the place of a database that does not run. */
    static void restore(Path backup, Database database) throws IOException {
        Path cluster = database.folder().resolve("cluster");
        Files.move(cluster, database.folder().resolve("cluster-before"));
        copy(backup, cluster, Set.of());
    }

    private static FileAttribute<?> ownerOnly() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    }

    private static void copy(Path from, Path to, Set<String> except) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (except.contains(from.relativize(folder).toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectory(to.resolve(from.relativize(folder)), ownerOnly());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!except.contains(from.relativize(file).toString())) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                    } catch (NoSuchFileException e) {
                        // A file that the server removed meanwhile: its log of writes says so too.
                        return FileVisitResult.CONTINUE;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }
}
