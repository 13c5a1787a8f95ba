package network.cocoon.ui.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * Makes sure that somebody can sign in: at the first start, and when asked to reset, the user {@code operator} gets a
 * generated password, printed once and kept in a file that only the process's owner can read.
 */
final class FirstOperator implements ApplicationRunner {

    static final String USERNAME = "operator";

    /** No look-alikes: it is typed from a terminal. 20 of 32 characters are 100 bits. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 20;

    private final ConsoleUsers users;
    private final SecureRandom random;
    private final Path file;
    private final boolean reset;

    FirstOperator(ConsoleUsers users, SecureRandom random, Path dataDir, boolean reset) {
        this.users = users;
        this.random = random;
        this.file = dataDir.resolve("console-password");
        this.reset = reset;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        if (!reset && !users.isEmpty()) {
            return;
        }
        String password = generate();
        keep(password);
        users.put(USERNAME, password, ConsoleRole.OPERATOR);
        // Once, on the terminal of who started it: never through a logger, which would keep it.
        System.out.println("Console sign-in: user " + USERNAME + ", password " + password + " (also in " + file + ")");
    }

    private String generate() {
        var text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private void keep(String password) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, (password + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
    }
}
