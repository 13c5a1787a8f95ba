package network.cocoon.commands.workers;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.WorkerApi.Challenge;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Nonces that prove evidence to be fresh: each is for one worker, for a short while, for one use. */
@Service
class Challenges {

    private static final int NONCE_BYTES = 32;
    private static final int MOST_OPEN = 8;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final SecureRandom random;
    private final InstantSource clock;
    private final CocoonSettings settings;

    Challenges(
            JdbcClient jdbc,
            Transactions transactions,
            SecureRandom random,
            InstantSource clock,
            CocoonSettings settings) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.random = random;
        this.clock = clock;
        this.settings = settings;
    }

    Challenge issue(WorkerId worker) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        Instant now = clock.instant();
        Instant expires = now.plus(settings.attestation().challenge());
        transactions.run(() -> {
            // Old ones go, and only the latest few of a worker stay: the table cannot be filled.
            jdbc.sql("DELETE FROM attestation_challenge WHERE expires < :now")
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .update();
            jdbc.sql("""
                    DELETE FROM attestation_challenge WHERE nonce IN (
                        SELECT nonce FROM attestation_challenge WHERE worker = :worker
                        ORDER BY expires DESC OFFSET :most)""")
                    .param("worker", worker.value())
                    .param("most", MOST_OPEN - 1)
                    .update();
            jdbc.sql("INSERT INTO attestation_challenge (nonce, worker, expires) VALUES (:nonce, :worker, :expires)")
                    .param("nonce", nonce)
                    .param("worker", worker.value())
                    .param("expires", expires.atOffset(ZoneOffset.UTC))
                    .update();
        });
        return new Challenge(Bytes.of(nonce), expires);
    }

    /** Uses a nonce up. True if it was this worker's and not expired. */
    boolean spend(WorkerId worker, Bytes nonce) {
        return jdbc.sql("DELETE FROM attestation_challenge WHERE nonce = :nonce AND worker = :worker RETURNING expires")
                .param("nonce", nonce.toArray())
                .param("worker", worker.value())
                .query(OffsetDateTime.class)
                .optional()
                .filter(expires -> clock.instant().isBefore(expires.toInstant()))
                .isPresent();
    }
}
