package network.cocoon.ui.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * Makes sure that somebody can sign in: at the first start, and when asked to reset, the user {@code operator} gets a
 * generated password, printed once and kept in a file that only the process's owner can read.
 */
final class FirstOperator implements ApplicationRunner {

    static final String USERNAME = "operator";

    private final ConsoleUsers users;
    private final Passwords passwords;
    private final Path file;
    private final boolean reset;

    FirstOperator(ConsoleUsers users, Passwords passwords, Path dataDir, boolean reset) {
        this.users = users;
        this.passwords = passwords;
        this.file = dataDir.resolve("console-password");
        this.reset = reset;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        if (!reset && !users.isEmpty()) {
            return;
        }
        String password = passwords.generate();
        keep(password);
        users.put(USERNAME, password, ConsoleRole.OPERATOR);
        // Once, on the terminal of who started it: never through a logger, which would keep it.
        System.out.println("Console sign-in: user " + USERNAME + ", password " + password + " (also in " + file + ")");
    }

    private void keep(String password) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, (password + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
    }
}
