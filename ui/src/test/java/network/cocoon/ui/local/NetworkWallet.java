package network.cocoon.ui.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.HighloadWallet;
import network.cocoon.workers.operator.keystore.Keystore;
import network.cocoon.workers.operator.keystore.KeystoreException;
import network.cocoon.workers.operator.keystore.Password;

/**
 * The network's wallet, its key in a keystore as an operator's is.
 *
 * @param password the file with the keystore's password
 * @param exitKey  public key of who signs the exit's roots
 */
record NetworkWallet(Path keystore, Path password, TonAddress address, Bytes exitKey) {

    /** Made at the first start. */
    static NetworkWallet of(Folders folders) throws IOException, KeystoreException {
        Path file = folders.operator().resolve("keystore");
        Path password = folders.operator().resolve("keystore-password");
        // Found again without opening the keystore, which takes a second on purpose.
        Path known = folders.operator().resolve("wallet-key");
        if (!Files.exists(known)) {
            Files.deleteIfExists(file);
            make(file, password, known);
        }
        // A keystore of before the registry has no key for it.
        Path withRegistry = folders.operator().resolve("registry-key");
        if (!Files.exists(withRegistry)) {
            Files.writeString(
                    withRegistry, keyOf(Keystore.REGISTRY, file, password).hex());
        }
        Path withExit = folders.operator().resolve("exit-key");
        if (!Files.exists(withExit)) {
            Files.writeString(withExit, keyOf(Keystore.EXIT, file, password).hex());
        }
        Bytes exit = Bytes.of(HexFormat.of().parseHex(Files.readString(withExit).strip()));
        Bytes key = Bytes.of(HexFormat.of().parseHex(Files.readString(known).strip()));
        var wallet = new HighloadWallet(key, HighloadWallet.SUBWALLET, Duration.ofHours(1));
        return new NetworkWallet(file, password, wallet.address(), exit);
    }

    private static void make(Path file, Path passwordFile, Path known) throws IOException, KeystoreException {
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[24];
        random.nextBytes(secret);
        SecretFile.write(passwordFile, HexFormat.of().formatHex(secret).getBytes(StandardCharsets.US_ASCII));
        try (Password password = Password.ofFile(passwordFile);
                Keystore keystore = Keystore.create(file, password, random)) {
            Bytes key = keystore.add(Keystore.WALLET, password, random).publicKey();
            Files.writeString(known, key.hex());
        }
    }

    private static Bytes keyOf(String name, Path file, Path passwordFile) throws IOException, KeystoreException {
        try (Password password = Password.ofFile(passwordFile);
                Keystore keystore = Keystore.open(file, password)) {
            Bytes known = keystore.publicKeys().get(name);
            return known == null
                    ? keystore.add(name, password, new SecureRandom()).publicKey()
                    : known;
        }
    }
}
