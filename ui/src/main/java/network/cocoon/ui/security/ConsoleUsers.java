package network.cocoon.ui.security;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import network.cocoon.projections.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The table of people who may sign in: reading it, and the changes that cannot fail a rule. */
final class ConsoleUsers implements UserDetailsService {

    private static final String COLUMNS = "username, role, created_at, created_by, disabled_at, last_sign_in_at";

    private final JdbcClient jdbc;
    private final PasswordEncoder passwords;
    private final InstantSource clock;

    ConsoleUsers(JdbcClient jdbc, PasswordEncoder passwords, InstantSource clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.clock = clock;
    }

    @Override
    public UserDetails loadUserByUsername(String username) {
        return jdbc.sql(
                        "SELECT username, password_hash, role, disabled_at FROM console_user WHERE username = :username")
                .param("username", username)
                .query((row, _) -> User.withUsername(row.getString("username"))
                        .password(row.getString("password_hash"))
                        .disabled(Rows.instantOrNull(row, "disabled_at") != null)
                        .authorities(List.of(new SimpleGrantedAuthority("ROLE_" + row.getString("role"))))
                        .build())
                .optional()
                .orElseThrow(() -> new UsernameNotFoundException("no such user"));
    }

    boolean isEmpty() {
        return jdbc.sql("SELECT count(*) FROM console_user").query(Long.class).single() == 0;
    }

    /** Everyone, by name. */
    List<ConsoleUser> all() {
        return jdbc.sql("SELECT " + COLUMNS + " FROM console_user ORDER BY username")
                .query((row, _) -> map(row))
                .list();
    }

    Optional<ConsoleUser> find(String username) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM console_user WHERE username = :username")
                .param("username", username)
                .query((row, _) -> map(row))
                .optional();
    }

    /** Adds someone, or gives them a new password and role and lets them in again. */
    void put(String username, String password, ConsoleRole role) {
        jdbc.sql("""
                        INSERT INTO console_user (username, password_hash, role) VALUES (:username, :hash, :role)
                        ON CONFLICT (username) DO UPDATE SET password_hash = excluded.password_hash,
                            role = excluded.role, disabled_at = NULL""")
                .param("username", username)
                .param("hash", passwords.encode(password))
                .param("role", role.name())
                .update();
    }

    /** Somebody new. */
    void add(String username, String password, ConsoleRole role, String by) {
        put(username, password, role);
        jdbc.sql("UPDATE console_user SET created_by = :by, created_at = :at WHERE username = :username")
                .param("username", username)
                .param("by", by)
                .param("at", Rows.utc(clock.instant()))
                .update();
    }

    void setPassword(String username, String password) {
        jdbc.sql("UPDATE console_user SET password_hash = :hash WHERE username = :username")
                .param("username", username)
                .param("hash", passwords.encode(password))
                .update();
    }

    void setRole(String username, ConsoleRole role) {
        jdbc.sql("UPDATE console_user SET role = :role WHERE username = :username")
                .param("username", username)
                .param("role", role.name())
                .update();
    }

    void setDisabled(String username, boolean disabled) {
        Instant now = clock.instant();
        jdbc.sql("UPDATE console_user SET disabled_at = CASE WHEN :disabled THEN CAST(:at AS timestamptz) END"
                        + " WHERE username = :username")
                .param("username", username)
                .param("disabled", disabled)
                .param("at", Rows.utc(now))
                .update();
    }

    void signedIn(String username) {
        jdbc.sql("UPDATE console_user SET last_sign_in_at = :at WHERE username = :username")
                .param("username", username)
                .param("at", Rows.utc(clock.instant()))
                .update();
    }

    private static ConsoleUser map(ResultSet row) throws SQLException {
        return new ConsoleUser(
                row.getString("username"),
                ConsoleRole.valueOf(row.getString("role")),
                Rows.instant(row, "created_at"),
                row.getString("created_by"),
                Rows.instantOrNull(row, "disabled_at"),
                Rows.instantOrNull(row, "last_sign_in_at"));
    }
}
