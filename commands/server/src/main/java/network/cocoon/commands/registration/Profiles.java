package network.cocoon.commands.registration;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import network.cocoon.commands.http.HttpRefusal;
import network.cocoon.domain.kernel.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Names of people and firms, each in a row that can be erased. The log holds SHA-256(salt || name), which says nothing
 * once the salt is gone.
 */
@Component
public class Profiles {

    private static final int SALT_BYTES = 32;
    private static final int MOST_CHARACTERS = 200;

    private final JdbcClient jdbc;
    private final SecureRandom random;

    Profiles(JdbcClient jdbc, SecureRandom random) {
        this.jdbc = jdbc;
        this.random = random;
    }

    /**
     * Stores a name in the caller's transaction.
     *
     * @return the commitment for the event
     */
    public Digest store(String subject, String name) {
        if (name.isBlank() || name.length() > MOST_CHARACTERS || name.chars().anyMatch(Character::isISOControl)) {
            throw HttpRefusal.MALFORMED.because("a name has 1 to " + MOST_CHARACTERS + " printable characters");
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        jdbc.sql("INSERT INTO profile (subject, name, salt) VALUES (:subject, :name, :salt)")
                .param("subject", subject)
                .param("name", name)
                .param("salt", salt)
                .update();
        return Digest.sha256(salt, name.getBytes(StandardCharsets.UTF_8));
    }
}
