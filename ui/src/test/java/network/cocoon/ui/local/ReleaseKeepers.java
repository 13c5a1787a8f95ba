package network.cocoon.ui.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import network.cocoon.domain.attestation.Measurement;
import network.cocoon.domain.attestation.ReleaseManifest;
import network.cocoon.domain.attestation.SignedManifest;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/**
 * The three people who sign releases, two of whom must agree; in a real network they are not the operator. Their public
 * keys go to the client's folder as {@code release-keys}, the form that it pins.
 */
final class ReleaseKeepers {

    private static final int KEEPERS = 3;
    private static final int THRESHOLD = 2;

    private final Path folder;

    ReleaseKeepers(Path folder) {
        this.folder = folder;
    }

    /** The signed manifest for these; the one signed before, where it says the same. */
    byte[] sign(Measurement measurement, Digest model) throws IOException {
        List<SigningKey> keys = new ArrayList<>();
        for (int i = 1; i <= KEEPERS; i++) {
            keys.add(SecretFile.signingKey(folder.resolve("keeper-" + i + ".key")));
        }
        pin(keys);
        Path file = folder.resolve("manifest");
        long version = 1;
        if (Files.exists(file)) {
            byte[] signed = Files.readAllBytes(file);
            ReleaseManifest last = ReleaseManifest.decode(
                    SignedManifest.decode(signed).manifest().toArray());
            if (last.measurements().equals(List.of(measurement.digest()))
                    && last.models().equals(List.of(model))) {
                return signed;
            }
            version = last.version() + 1;
        }
        ReleaseManifest manifest = new ReleaseManifest(
                version,
                Instant.now().minusSeconds(60),
                List.of(measurement.digest()),
                List.of(model),
                List.of(),
                List.of(),
                List.of(),
                0);
        byte[] signed =
                SignedManifest.sign(manifest, keys.subList(0, THRESHOLD)).encode();
        Files.write(file, signed);
        return signed;
    }

    private void pin(List<SigningKey> keys) throws IOException {
        String lines = keys.stream().map(SigningKey::publicKey).map(Bytes::hex).collect(Collectors.joining("\n"));
        Files.writeString(
                folder.resolve("release-keys"),
                "# Two of these three must have signed what may open a prompt.\nthreshold " + THRESHOLD + "\n" + lines
                        + "\n",
                StandardCharsets.UTF_8);
    }
}
