package network.cocoon.commands.providers;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import network.cocoon.wire.tonproof.ProofPayloads;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What wallets were asked to sign, each for one use. All nodes share it. */
@Component
class PayloadTable implements ProofPayloads {

    private static final int MOST_OPEN = 10_000;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    PayloadTable(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** In the caller's transaction. Old ones go, and the oldest where there are too many: the table cannot be filled. */
    void give(String nonce, Instant expires) {
        jdbc.sql("DELETE FROM proof_payload WHERE expires < :now")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("""
                DELETE FROM proof_payload WHERE nonce IN (
                    SELECT nonce FROM proof_payload ORDER BY expires DESC OFFSET :most)""").param("most", MOST_OPEN - 1).update();
        jdbc.sql("INSERT INTO proof_payload (nonce, expires) VALUES (:nonce, :expires)")
                .param("nonce", nonce)
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** In the transaction of the event that the proof is for: where that is undone, so is this. */
    @Override
    public boolean use(String nonce) {
        return jdbc.sql("DELETE FROM proof_payload WHERE nonce = :nonce RETURNING expires")
                .param("nonce", nonce)
                .query(OffsetDateTime.class)
                .optional()
                .filter(expires -> clock.instant().isBefore(expires.toInstant()))
                .isPresent();
    }
}
