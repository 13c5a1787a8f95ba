package network.cocoon.ui.security;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import network.cocoon.projections.Rows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The one way through which the console changes anything. It asks the table of users, not the session, whether who asks
 * is an operator at this moment, and keeps who asked for what and how it ended. A hidden button is a courtesy; this is
 * the lock.
 */
public final class Actions {

    private static final Logger LOG = LoggerFactory.getLogger(Actions.class);
    private static final int MAX_ROWS = 200;
    private static final int MAX_SUBJECT = 200;

    private final ConsoleUsers users;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    Actions(ConsoleUsers users, JdbcClient jdbc, InstantSource clock) {
        this.users = users;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What an action does. Throws {@link ActionRefusedException} where it cannot. */
    @FunctionalInterface
    public interface Deed {
        void run();
    }

    /**
     * One action that was asked for.
     *
     * @param outcome {@code DONE} or the code of the refusal
     */
    public record Taken(Instant at, String username, String action, String subject, String outcome) {}

    /** Whether who is signed in here is an operator; decides what is shown, never what is allowed. */
    public boolean offered() {
        return asker().map(this::isOperator).orElse(false);
    }

    /** The name of who is signed in here. */
    public String whoAmI() {
        return asker().orElse("");
    }

    /**
     * Does it, if an operator asks.
     *
     * @param action  what, for example {@code dead-letter.retry}
     * @param subject to which: ids only, never anything secret
     */
    public Outcome run(String action, String subject, Deed deed) {
        String who = asker().orElse("");
        Outcome outcome = attempt(who, deed);
        keep(who, action, subject, outcome);
        return outcome;
    }

    private Outcome attempt(String who, Deed deed) {
        if (!isOperator(who)) {
            return new Outcome.Refused(
                    "NOT_AN_OPERATOR", "Only operators may do this. Ask one of them, or for their role.");
        }
        try {
            deed.run();
            return Outcome.DONE;
        } catch (ActionRefusedException e) {
            return new Outcome.Refused(e.code(), e.why());
        } catch (DataAccessException e) {
            LOG.warn("an action failed: {}", e.getClass().getSimpleName());
            return new Outcome.Refused(
                    "DATABASE", "The database did not take it; nothing was changed. Try again in a moment.");
        }
    }

    /** The latest actions, newest first. */
    public List<Taken> latest() {
        return jdbc.sql("SELECT at, username, action, subject, outcome FROM console_action ORDER BY id DESC LIMIT "
                        + MAX_ROWS)
                .query((row, _) -> new Taken(
                        Rows.instant(row, "at"),
                        row.getString("username"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("outcome")))
                .list();
    }

    private void keep(String who, String action, String subject, Outcome outcome) {
        String ended =
                switch (outcome) {
                    case Outcome.Done _ -> "DONE";
                    case Outcome.Refused refused -> refused.code();
                };
        jdbc.sql("""
                        INSERT INTO console_action (at, username, action, subject, outcome)
                        VALUES (:at, :who, :action, :subject, :outcome)""")
                .param("at", Rows.utc(clock.instant()))
                .param("who", who)
                .param("action", action)
                .param("subject", subject.length() > MAX_SUBJECT ? subject.substring(0, MAX_SUBJECT) : subject)
                .param("outcome", ended)
                .update();
    }

    private boolean isOperator(String username) {
        return users.find(username)
                .filter(user -> user.enabled() && user.role() == ConsoleRole.OPERATOR)
                .isPresent();
    }

    private static Optional<String> asker() {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        return who == null || !who.isAuthenticated() ? Optional.empty() : Optional.ofNullable(who.getName());
    }
}
