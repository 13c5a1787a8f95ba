package network.cocoon.workers.operator.keystore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.workers.operator.keystore.KeystoreException.Code;

/**
 * Named Ed25519 keys in one encrypted file. Every change writes the whole file anew, with a new salt; a key is never
 * dropped, because coins or contracts may depend on it: one that is rotated stays as {@code name.1}, {@code name.2} and so on.
 */
public final class Keystore implements AutoCloseable {

    /** Of the Highload wallet, which pays providers. */
    public static final String WALLET = "wallet";
    /** Signs the registry's orders. */
    public static final String REGISTRY = "registry";
    /** Signs the exit's roots. */
    public static final String EXIT = "exit";
    /** Of the wallet that pays for claims and closes by internal messages. */
    public static final String REDEEMER = "redeemer";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}(\\.[1-9][0-9]{0,3})?");
    private static final int MAX_KEYS = 100;

    private final Path file;
    private final Sealing.Cost cost;
    private final SortedMap<String, SigningKey> keys;

    private Keystore(Path file, Sealing.Cost cost, SortedMap<String, SigningKey> keys) {
        this.file = file;
        this.cost = cost;
        this.keys = keys;
    }

    /** A new file with no keys. Nothing is overwritten. */
    public static Keystore create(Path file, Password password, SecureRandom random)
            throws KeystoreException, IOException {
        return create(file, password, random, Sealing.Cost.USUAL);
    }

    static Keystore create(Path file, Password password, SecureRandom random, Sealing.Cost cost)
            throws KeystoreException, IOException {
        if (Files.exists(file)) {
            throw new KeystoreException(Code.EXISTS, file.getFileName() + " is there already");
        }
        Keystore created = new Keystore(file, cost, new TreeMap<>());
        created.save(password, random);
        return created;
    }

    public static Keystore open(Path file, Password password) throws KeystoreException {
        byte[] sealed = OwnerOnly.read(file, Sealing.MAX_FILE);
        byte[] plain = Sealing.open(sealed, password);
        SortedMap<String, SigningKey> keys = new TreeMap<>();
        ByteBuffer in = ByteBuffer.wrap(plain);
        byte[] seed = new byte[SigningKey.KEY_BYTES];
        while (in.hasRemaining()) {
            byte[] name = new byte[in.get() & 0xFF];
            in.get(name).get(seed);
            keys.put(new String(name, StandardCharsets.US_ASCII), SigningKey.ofSeed(seed));
        }
        Arrays.fill(plain, (byte) 0);
        Arrays.fill(seed, (byte) 0);
        return new Keystore(file, Sealing.cost(sealed), keys);
    }

    public SigningKey key(String name) throws KeystoreException {
        SigningKey key = keys.get(name);
        if (key == null) {
            throw new KeystoreException(Code.NO_SUCH_KEY, "the keystore has no such key");
        }
        return key;
    }

    /** All names with the raw public keys. */
    public Map<String, Bytes> publicKeys() {
        Map<String, Bytes> out = new TreeMap<>();
        keys.forEach((name, key) -> out.put(name, key.publicKey()));
        return out;
    }

    /** A new key, saved before this returns. */
    public SigningKey add(String name, Password password, SecureRandom random) throws KeystoreException, IOException {
        if (!NAME.matcher(name).matches() || name.indexOf('.') >= 0 || keys.size() >= MAX_KEYS) {
            throw new KeystoreException(Code.INVALID_NAME, "at most 100 keys, each named by a-z, 0-9 and -");
        }
        if (keys.containsKey(name)) {
            throw new KeystoreException(Code.EXISTS, "there is a key of that name: rotate it");
        }
        SigningKey key = SigningKey.generate(random);
        keys.put(name, key);
        return saved(password, random, key, () -> keys.remove(name));
    }

    /** A new key of that name; the old one stays under a number. Saved before this returns. */
    public SigningKey rotate(String name, Password password, SecureRandom random)
            throws KeystoreException, IOException {
        SigningKey old = key(name);
        int number = 1;
        while (keys.containsKey(name + "." + number)) {
            number++;
        }
        String kept = name + "." + number;
        if (!NAME.matcher(kept).matches() || keys.size() >= MAX_KEYS) {
            throw new KeystoreException(Code.INVALID_NAME, "only a newest key is rotated, and 100 keys are kept");
        }
        SigningKey key = SigningKey.generate(random);
        keys.put(kept, old);
        keys.put(name, key);
        return saved(password, random, key, () -> {
            keys.remove(kept);
            keys.put(name, old);
        });
    }

    /** Under another password from now on. Copies of the file still open with the old one. */
    public void changePassword(Password password, SecureRandom random) throws IOException {
        save(password, random);
    }

    private SigningKey saved(Password password, SecureRandom random, SigningKey key, Runnable undo)
            throws KeystoreException, IOException {
        boolean done = false;
        try {
            // Under the password that opens it, not under a slip of the finger.
            Arrays.fill(Sealing.open(OwnerOnly.read(file, Sealing.MAX_FILE), password), (byte) 0);
            save(password, random);
            done = true;
            return key;
        } finally {
            if (!done) {
                undo.run();
            }
        }
    }

    private void save(Password password, SecureRandom random) throws IOException {
        ByteBuffer plain = ByteBuffer.allocate(Sealing.MAX_FILE / 2);
        for (Map.Entry<String, SigningKey> entry : keys.entrySet()) {
            byte[] name = entry.getKey().getBytes(StandardCharsets.US_ASCII);
            byte[] seed = entry.getValue().seed();
            plain.put((byte) name.length).put(name).put(seed);
            Arrays.fill(seed, (byte) 0);
        }
        byte[] exact = Arrays.copyOf(plain.array(), plain.position());
        Arrays.fill(plain.array(), (byte) 0);
        OwnerOnly.write(file, Sealing.seal(exact, password, cost, random));
        Arrays.fill(exact, (byte) 0);
    }

    /** Overwrites every key that it gave out. */
    @Override
    public void close() {
        keys.values().forEach(SigningKey::destroy);
    }

    /** Names only. */
    @Override
    public String toString() {
        return "Keystore" + keys.keySet();
    }
}
