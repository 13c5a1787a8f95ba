package network.cocoon.commands.registry;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.attestation.ReleaseKeys;
import network.cocoon.domain.attestation.ReleaseManifest;
import network.cocoon.domain.attestation.SignedManifest;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Manifests that the release keys signed, passed on as they are. Clients verify them against keys they pin themselves,
 * so this server can withhold one and cannot change it.
 */
@Component
public class ReleaseManifests {

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final @Nullable ReleaseKeys pinned;

    ReleaseManifests(JdbcClient jdbc, InstantSource clock, CocoonSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        Path keys = settings.attestation().releaseKeys();
        this.pinned = keys == null ? null : PinnedKeys.read(keys);
    }

    /** The latest, as it was signed. */
    public Optional<byte[]> latest() {
        return jdbc.sql("SELECT bytes FROM release_manifest ORDER BY version DESC LIMIT 1")
                .query(byte[].class)
                .optional();
    }

    /** All that were ever installed. */
    public List<ReleaseManifest> known() {
        return jdbc.sql("SELECT bytes FROM release_manifest ORDER BY version").query(byte[].class).list().stream()
                .map(bytes -> ReleaseManifest.decode(
                        SignedManifest.decode(bytes).manifest().toArray()))
                .toList();
    }

    /** Installing the same one again changes nothing. */
    void install(byte[] bytes) {
        ReleaseManifest manifest = check(bytes);
        int added = jdbc.sql("""
                INSERT INTO release_manifest (version, bytes, installed_at)
                SELECT :version, :bytes, :at
                WHERE NOT EXISTS (SELECT FROM release_manifest WHERE version > :version)
                ON CONFLICT (version) DO NOTHING""")
                .param("version", manifest.version())
                .param("bytes", bytes)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        if (added == 0 && !latest().filter(known -> Arrays.equals(known, bytes)).isPresent()) {
            throw new RefusedException(
                    ManifestRefusal.STALE_MANIFEST, "a later or another manifest of this version is installed");
        }
    }

    private ReleaseManifest check(byte[] bytes) {
        SignedManifest signed;
        ReleaseManifest manifest;
        try {
            signed = SignedManifest.decode(bytes);
            manifest = ReleaseManifest.decode(signed.manifest().toArray());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(ManifestRefusal.MALFORMED_MANIFEST, "not the encoding of a signed manifest");
        }
        if (pinned != null && pinned.verify(signed) instanceof ReleaseKeys.Result.Invalid invalid) {
            throw new RefusedException(ManifestRefusal.INVALID_MANIFEST_SIGNATURE, invalid.reason());
        }
        return manifest;
    }
}
