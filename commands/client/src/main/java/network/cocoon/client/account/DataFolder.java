package network.cocoon.client.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import network.cocoon.domain.crypto.SigningKey;

/** The client's files, made readable for their owner alone before anything is written into them. */
public final class DataFolder {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final int MAX_FILE = 1024 * 1024;

    private final Path folder;
    private final SecureRandom random;

    /** Makes the folder if there is none. */
    public DataFolder(Path folder, SecureRandom random) throws IOException {
        this.folder = folder.toAbsolutePath().normalize();
        this.random = random;
        if (!Files.isDirectory(this.folder)) {
            Files.createDirectories(this.folder);
            if (posix()) {
                Files.setPosixFilePermissions(this.folder, OWNER_FOLDER);
            }
        }
    }

    public Path path(String name) {
        return folder.resolve(name);
    }

    /** A file's text without surrounding space, or nothing where there is no such file. */
    public Optional<String> read(String name) throws IOException {
        Path file = path(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > MAX_FILE) {
            throw new IOException(file + " is larger than " + MAX_FILE + " bytes");
        }
        return Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip());
    }

    /** Whole or not at all: a crash leaves the old file. */
    public void write(String name, String text) throws IOException {
        Path draft = path(name + ".new");
        Files.deleteIfExists(draft);
        if (posix()) {
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER));
        } else {
            Files.createFile(draft);
        }
        Files.writeString(draft, text + "\n", StandardCharsets.UTF_8, StandardOpenOption.SYNC);
        Files.move(draft, path(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The Ed25519 key of this name, generated and kept if there is none. */
    public SigningKey signingKey(String name) throws IOException {
        Optional<String> stored = read(name);
        if (stored.isPresent()) {
            try {
                return SigningKey.ofSeed(HexFormat.of().parseHex(stored.get()));
            } catch (IllegalArgumentException e) {
                throw new IOException(path(name) + " is no key of 64 hexadecimal characters", e);
            }
        }
        SigningKey key = SigningKey.generate(random);
        write(name, HexFormat.of().formatHex(key.seed()));
        return key;
    }

    /** A random secret with a prefix that says what it is, generated and kept if there is none. */
    public String secret(String name, String prefix) throws IOException {
        Optional<String> stored = read(name);
        if (stored.isPresent()) {
            return stored.get();
        }
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String secret = prefix + HexFormat.of().formatHex(bytes);
        write(name, secret);
        return secret;
    }

    private boolean posix() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
