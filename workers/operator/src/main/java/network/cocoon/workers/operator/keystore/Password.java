package network.cocoon.workers.operator.keystore;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import network.cocoon.workers.operator.keystore.KeystoreException.Code;
import org.jspecify.annotations.Nullable;

/** Opens a keystore. Prints nothing of itself; closing overwrites it. */
public final class Password implements AutoCloseable {

    private static final String ENVIRONMENT = "env:";
    private static final int MIN_BYTES = 12;
    private static final int MAX_BYTES = 1024;

    private final byte[] utf8;

    private Password(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** From UTF-8, which is copied; the caller overwrites it. */
    public static Password of(byte[] utf8) throws KeystoreException {
        if (utf8.length < MIN_BYTES || utf8.length > MAX_BYTES) {
            throw new KeystoreException(Code.UNFIT_PASSWORD, "a password has 12 to 1024 bytes of UTF-8");
        }
        return new Password(utf8.clone());
    }

    /** @param from a file that its owner alone may read, or {@code env:VARIABLE} */
    public static Password from(String from, Map<String, String> environment) throws KeystoreException {
        return from.startsWith(ENVIRONMENT)
                ? ofEnvironment(environment, from.substring(ENVIRONMENT.length()))
                : ofFile(Path.of(from));
    }

    /** The first line of a file that its owner alone may read. */
    public static Password ofFile(Path file) throws KeystoreException {
        byte[] content = OwnerOnly.read(file, MAX_BYTES + 2);
        int end = 0;
        while (end < content.length && content[end] != '\n' && content[end] != '\r') {
            end++;
        }
        byte[] line = Arrays.copyOf(content, end);
        try {
            return of(line);
        } finally {
            Arrays.fill(content, (byte) 0);
            Arrays.fill(line, (byte) 0);
        }
    }

    /** @param environment as {@link System#getenv()} gives it */
    public static Password ofEnvironment(Map<String, String> environment, String variable) throws KeystoreException {
        @Nullable String value = environment.get(variable);
        if (value == null) {
            throw new KeystoreException(Code.UNREADABLE, "the environment has no variable " + variable);
        }
        return of(value.getBytes(StandardCharsets.UTF_8));
    }

    byte[] utf8() {
        return utf8;
    }

    @Override
    public void close() {
        Arrays.fill(utf8, (byte) 0);
    }

    @Override
    public String toString() {
        return "Password[]";
    }
}
