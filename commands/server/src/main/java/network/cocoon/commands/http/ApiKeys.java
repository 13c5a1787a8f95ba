package network.cocoon.commands.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Bearer keys: made here, shown once, known afterwards only by their SHA-256. They hold 256 random bits, so a plain hash
 * cannot be turned back, and looking a hash up by index tells nothing about a key.
 */
@Component
public class ApiKeys {

    /** Characters of 32 bytes in base64url. */
    static final int RANDOM_CHARACTERS = 43;

    private static final int RANDOM_BYTES = 32;

    /** One request of an app is half a dozen calls with the same keys. */
    private static final Duration TRUSTED = Duration.ofSeconds(1);

    private static final int MOST_KNOWN = 100_000;

    private final Cache<Digest, Caller> known;
    private final JdbcClient jdbc;
    private final SecureRandom random;

    ApiKeys(JdbcClient jdbc, SecureRandom random) {
        this.jdbc = jdbc;
        this.random = random;
        // Of many calls at once with a key that is not known, one asks and the others wait for its answer.
        this.known = Caffeine.newBuilder()
                .expireAfterWrite(TRUSTED)
                .maximumSize(MOST_KNOWN)
                .build();
    }

    /** A key on its way to its owner. */
    public record Minted(String text, Digest hash) {
        @Override
        public String toString() {
            return "Minted[" + hash + "]";
        }
    }

    public Minted mint(Role role) {
        return mint(role.prefix());
    }

    /** A secret of the same strength with another prefix, for example an enrolment token. */
    public Minted mint(String prefix) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String text = prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new Minted(text, hash(text));
    }

    public static Digest hash(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes a key valid; in the transaction of the event that says so. */
    public void register(Role role, String subject, Digest hash) {
        jdbc.sql("INSERT INTO api_key (hash, role, subject) VALUES (:hash, :role, :subject)")
                .param("hash", hash.hex())
                .param("role", role.name())
                .param("subject", subject)
                .update();
    }

    /** Empty for a key that was never valid or was revoked a second ago or earlier. */
    Optional<Caller> caller(String text) {
        return Optional.ofNullable(known.get(hash(text), this::read));
    }

    private @Nullable Caller read(Digest hash) {
        return jdbc.sql("SELECT role, subject FROM api_key WHERE hash = :hash AND NOT revoked")
                .param("hash", hash.hex())
                .query((row, _) -> caller(Role.valueOf(row.getString("role")), row.getString("subject"), hash))
                .optional()
                .orElse(null);
    }

    private static Caller caller(Role role, String subject, Digest hash) {
        return switch (role) {
            case APP -> new Caller.App(new AccountId(subject), hash);
            case PROVIDER -> new Caller.Provider(new ProviderId(subject));
            case WORKER -> new Caller.Worker(new WorkerId(subject));
        };
    }
}
