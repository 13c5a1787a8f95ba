package network.cocoon.workers.operator.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.workers.operator.keystore.KeystoreException.Code;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeystoreTest {

    /** The least that is opened at all: a test need not wait. */
    private static final Sealing.Cost CHEAP = new Sealing.Cost(8 * 1024, 1, 1);

    private static final String SECRET = "correct horse battery";

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path folder;

    private Path file;
    private Password password;

    @BeforeEach
    void create() throws Exception {
        file = folder.resolve("keys");
        password = Password.of(SECRET.getBytes(StandardCharsets.UTF_8));
        try (Keystore keystore = Keystore.create(file, password, random, CHEAP)) {
            keystore.add(Keystore.WALLET, password, random);
        }
    }

    @Test
    void keys_are_there_again_and_the_file_shows_none_of_them() throws Exception {
        byte[] seed;
        try (Keystore keystore = Keystore.open(file, password)) {
            SigningKey key = keystore.key(Keystore.WALLET);
            seed = key.seed();
            assertThat(keystore.publicKeys()).containsExactly(Map.entry(Keystore.WALLET, key.publicKey()));
            assertThat(keystore).hasToString("Keystore[wallet]");
            assertThat(password).hasToString("Password[]");
        }
        String content = HexFormat.of().formatHex(Files.readAllBytes(file));
        assertThat(content)
                .doesNotContain(HexFormat.of().formatHex(seed))
                .doesNotContain(HexFormat.of().formatHex("wallet".getBytes(StandardCharsets.UTF_8)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_wrong_password_is_not_a_damaged_file() throws Exception {
        Password wrong = Password.of("incorrect horse".getBytes(StandardCharsets.UTF_8));
        refused(Code.WRONG_PASSWORD, () -> Keystore.open(file, wrong));
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);
            refused(i < 8 ? Code.NOT_A_KEYSTORE : Code.DAMAGED, () -> Keystore.open(file, password));
        }
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            refused(length < 8 ? Code.NOT_A_KEYSTORE : Code.DAMAGED, () -> Keystore.open(file, password));
        }
        Files.write(file, new byte[Sealing.MAX_FILE + 1]);
        refused(Code.NOT_A_KEYSTORE, () -> Keystore.open(file, password));
    }

    @Test
    void whoever_repairs_the_checksum_still_opens_nothing() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        for (int at : new int[] {14, 30, 42, 60, whole.length - 33}) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            repair(changed);
            refused(Code.WRONG_PASSWORD, () -> Keystore.open(file, password));
        }
    }

    @Test
    void a_file_cannot_ask_for_any_amount_of_memory_or_time() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        for (int at : new int[] {8, 9, 12, 13}) {
            byte[] greedy = whole.clone();
            greedy[at] = 127;
            repair(greedy);
            refused(Code.UNREASONABLE, () -> Keystore.open(file, password));
        }
    }

    @Test
    void a_file_that_others_may_read_is_refused() throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        refused(Code.TOO_OPEN, () -> Keystore.open(file, password));
        refused(Code.UNREADABLE, () -> Keystore.open(folder.resolve("none"), password));
    }

    @Test
    void a_rotated_key_stays_under_a_number() throws Exception {
        Bytes first;
        Bytes second;
        try (Keystore keystore = Keystore.open(file, password)) {
            first = keystore.key(Keystore.WALLET).publicKey();
            second = keystore.rotate(Keystore.WALLET, password, random).publicKey();
            keystore.rotate(Keystore.WALLET, password, random);
            refused(Code.INVALID_NAME, () -> keystore.rotate("wallet.1", password, random));
        }
        try (Keystore keystore = Keystore.open(file, password)) {
            assertThat(keystore.publicKeys().get("wallet.1")).isEqualTo(first);
            assertThat(keystore.publicKeys().get("wallet.2")).isEqualTo(second);
            assertThat(keystore.publicKeys()).hasSize(3);
        }
    }

    @Test
    void nothing_is_saved_under_a_password_that_does_not_open_it() throws Exception {
        Password slip = Password.of("correct horse batterx".getBytes(StandardCharsets.UTF_8));
        try (Keystore keystore = Keystore.open(file, password)) {
            refused(Code.WRONG_PASSWORD, () -> keystore.add("more", slip, random));
            refused(Code.NO_SUCH_KEY, () -> keystore.key("more"));
            refused(Code.EXISTS, () -> keystore.add(Keystore.WALLET, password, random));
            refused(Code.INVALID_NAME, () -> keystore.add("../key", password, random));
            keystore.changePassword(slip, random);
        }
        refused(Code.WRONG_PASSWORD, () -> Keystore.open(file, password));
        Keystore.open(file, slip).close();
    }

    @Test
    void passwords_come_from_a_file_or_the_environment() throws Exception {
        Path secret = folder.resolve("password");
        Files.writeString(secret, SECRET + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Keystore.open(file, Password.ofFile(secret)).close();
        Keystore.open(file, Password.ofEnvironment(Map.of("P", SECRET), "P")).close();
        refused(Code.UNREADABLE, () -> Password.ofEnvironment(Map.of(), "P"));
        refused(Code.UNFIT_PASSWORD, () -> Password.of(new byte[11]));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        refused(Code.TOO_OPEN, () -> Password.ofFile(secret));
    }

    @Test
    void the_command_line_makes_and_shows_a_keystore() {
        Path made = folder.resolve("made");
        assertThat(command("create", made.toString(), "env:P"))
                .startsWith("0\nexit ")
                .contains("\nredeemer ", "\naddress UQ");
        assertThat(command("create", made.toString(), "env:P")).startsWith("1\nEXISTS");
        assertThat(command("rotate", made.toString(), "env:P", "registry")).contains("\nregistry.1 ");
        assertThat(command("show", made.toString(), "env:Q")).startsWith("1\nUNREADABLE");
        assertThat(command("password", made.toString(), "env:P", "env:N")).startsWith("0\n");
        assertThat(command("show", made.toString(), "env:P")).startsWith("1\nWRONG_PASSWORD");
        assertThat(command("show", made.toString())).startsWith("2\n");
    }

    private String command(String... args) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int status = KeystoreMain.run(args, Map.of("P", SECRET, "N", SECRET + "!"), out, out, random);
        return status + "\n" + bytes.toString(StandardCharsets.UTF_8);
    }

    private void repair(byte[] content) throws IOException {
        int end = content.length - Digest.BYTES;
        System.arraycopy(Digest.sha256(Arrays.copyOf(content, end)).raw(), 0, content, end, Digest.BYTES);
        Files.write(file, content);
    }

    private static void refused(Code code, ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(KeystoreException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }
}
