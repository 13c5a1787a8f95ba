package network.cocoon.ui.security;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The table of people who may sign in. */
final class ConsoleUsers implements UserDetailsService {

    private final JdbcClient jdbc;
    private final PasswordEncoder passwords;

    ConsoleUsers(JdbcClient jdbc, PasswordEncoder passwords) {
        this.jdbc = jdbc;
        this.passwords = passwords;
    }

    @Override
    public UserDetails loadUserByUsername(String username) {
        return jdbc.sql("SELECT username, password_hash, role FROM console_user WHERE username = :username")
                .param("username", username)
                .query((row, _) -> User.withUsername(row.getString("username"))
                        .password(row.getString("password_hash"))
                        .authorities(List.of(new SimpleGrantedAuthority("ROLE_" + row.getString("role"))))
                        .build())
                .optional()
                .orElseThrow(() -> new UsernameNotFoundException("no such user"));
    }

    boolean isEmpty() {
        return jdbc.sql("SELECT count(*) FROM console_user").query(Long.class).single() == 0;
    }

    /** Adds someone, or gives them a new password and role. */
    void put(String username, String password, ConsoleRole role) {
        jdbc.sql("""
                        INSERT INTO console_user (username, password_hash, role) VALUES (:username, :hash, :role)
                        ON CONFLICT (username) DO UPDATE SET password_hash = excluded.password_hash,
                            role = excluded.role""")
                .param("username", username)
                .param("hash", passwords.encode(password))
                .param("role", role.name())
                .update();
    }
}
