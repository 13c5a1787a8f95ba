package network.cocoon.commands.collateral;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.collateral.CollateralMarks;
import network.cocoon.domain.attestation.tdx.CollateralFacts;
import network.cocoon.domain.attestation.tdx.PckAuthority;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.api.CollateralApi.Shelf;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Collateral in PostgreSQL. Nothing is ever deleted here. */
@Component
class CollateralTable {

    /** More kinds than Intel has made; it bounds what workers can have asked for. */
    static final int MOST_KINDS = 256;

    private final JdbcClient jdbc;

    CollateralTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is on the shelf for a kind, with when it was last the source's answer. */
    record Found(Digest digest, byte[] bytes, Instant fetchedAt, Instant until) {}

    Optional<Found> newest(PlatformKind kind) {
        return jdbc.sql("""
                        SELECT c.*, s.fetched_at FROM collateral_shelf s JOIN collateral c ON c.digest = s.newest
                        WHERE s.fmspc = :fmspc AND s.authority = :authority""")
                .param("fmspc", kind.fmspc().hex())
                .param("authority", kind.authority().name())
                .query((row, _) -> found(row, "fetched_at"))
                .optional();
    }

    Optional<Found> of(Digest digest) {
        return jdbc.sql("SELECT * FROM collateral WHERE digest = :digest")
                .param("digest", digest.hex())
                .query((row, _) -> found(row, "first_at"))
                .optional();
    }

    /** False where there are too many kinds. A kind that is known stays as it is. */
    boolean ask(PlatformKind kind, Instant now) {
        jdbc.sql("""
                        INSERT INTO collateral_shelf (fmspc, authority, asked_at, next_at)
                        SELECT :fmspc, :authority, :now, :now
                        WHERE (SELECT count(*) FROM collateral_shelf) < :most
                        ON CONFLICT (fmspc, authority) DO NOTHING""")
                .param("fmspc", kind.fmspc().hex())
                .param("authority", kind.authority().name())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("most", MOST_KINDS)
                .update();
        return jdbc.sql(
                        "SELECT EXISTS (SELECT 1 FROM collateral_shelf WHERE fmspc = :fmspc AND authority = :authority)")
                .param("fmspc", kind.fmspc().hex())
                .param("authority", kind.authority().name())
                .query(Boolean.class)
                .single();
    }

    List<Collaterals.Due> due(Instant now, int most) {
        return jdbc.sql("SELECT * FROM collateral_shelf WHERE next_at <= :now ORDER BY next_at LIMIT :most")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, _) -> new Collaterals.Due(kind(row), row.getInt("failures")))
                .list();
    }

    List<Shelf> shelves() {
        return jdbc.sql("""
                        SELECT s.*, c.valid_until FROM collateral_shelf s LEFT JOIN collateral c ON c.digest = s.newest
                        ORDER BY s.fmspc, s.authority""")
                .query((row, _) -> {
                    String newest = row.getString("newest");
                    return new Shelf(
                            row.getString("fmspc"),
                            kind(row).authority().query(),
                            newest == null ? null : new Digest(newest),
                            instant(row, "fetched_at"),
                            instant(row, "valid_until"),
                            row.getInt("failures"),
                            row.getString("code"),
                            row.getObject("next_at", OffsetDateTime.class).toInstant());
                })
                .list();
    }

    /** Locked until the commit, also where there are none yet: of two fetches at once the second sees the first's. */
    CollateralMarks lockedMarks() {
        jdbc.sql("LOCK TABLE collateral_mark IN SHARE ROW EXCLUSIVE MODE").update();
        return marks();
    }

    CollateralMarks marks() {
        Map<String, Long> marks = new HashMap<>();
        jdbc.sql("SELECT subject, highest FROM collateral_mark")
                .query((row, _) -> marks.put(row.getString("subject"), row.getLong("highest")))
                .list();
        return new CollateralMarks(marks);
    }

    void raise(CollateralMarks marks) {
        new TreeMap<>(marks.highest()).forEach((subject, highest) -> jdbc.sql("""
                        INSERT INTO collateral_mark (subject, highest) VALUES (:subject, :highest)
                        ON CONFLICT (subject) DO UPDATE SET highest = greatest(collateral_mark.highest, EXCLUDED.highest)""")
                .param("subject", subject)
                .param("highest", highest)
                .update());
    }

    void keep(PlatformKind kind, Collateral collateral, CollateralFacts facts, Instant now) {
        byte[] bytes = collateral.encode();
        String digest = Digest.sha256(bytes).hex();
        jdbc.sql("""
                        INSERT INTO collateral (digest, fmspc, authority, bytes, valid_from, valid_until, first_at)
                        VALUES (:digest, :fmspc, :authority, :bytes, :from, :until, :now)
                        ON CONFLICT (digest) DO NOTHING""")
                .param("digest", digest)
                .param("fmspc", kind.fmspc().hex())
                .param("authority", kind.authority().name())
                .param("bytes", bytes)
                .param("from", facts.from().atOffset(ZoneOffset.UTC))
                .param("until", facts.until().atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("""
                        UPDATE collateral_shelf SET newest = :digest, fetched_at = :now
                        WHERE fmspc = :fmspc AND authority = :authority""")
                .param("digest", digest)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("fmspc", kind.fmspc().hex())
                .param("authority", kind.authority().name())
                .update();
    }

    void tried(PlatformKind kind, Optional<String> failure, Instant nextAt) {
        jdbc.sql("""
                        UPDATE collateral_shelf SET code = :code, next_at = :next,
                            failures = CASE WHEN :code::text IS NULL THEN 0 ELSE failures + 1 END
                        WHERE fmspc = :fmspc AND authority = :authority""")
                .param("code", failure.orElse(null))
                .param("next", nextAt.atOffset(ZoneOffset.UTC))
                .param("fmspc", kind.fmspc().hex())
                .param("authority", kind.authority().name())
                .update();
    }

    private static Found found(ResultSet row, String fetched) throws SQLException {
        return new Found(
                new Digest(row.getString("digest")),
                row.getBytes("bytes"),
                row.getObject(fetched, OffsetDateTime.class).toInstant(),
                row.getObject("valid_until", OffsetDateTime.class).toInstant());
    }

    private static PlatformKind kind(ResultSet row) throws SQLException {
        return new PlatformKind(
                Bytes.of(HexFormat.of().parseHex(row.getString("fmspc"))),
                PckAuthority.valueOf(row.getString("authority")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
