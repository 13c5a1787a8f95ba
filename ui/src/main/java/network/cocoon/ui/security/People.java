package network.cocoon.ui.security;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who may sign in, and the rules about it: names are plain, there is always an operator who can, and a password is
 * shown once and kept only as a hash. Changing anything goes through {@link Actions}.
 */
public final class People {

    /** The most accounts. */
    static final int MAX_USERS = 200;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");

    private final ConsoleUsers users;
    private final Actions actions;
    private final Passwords passwords;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    People(
            ConsoleUsers users,
            Actions actions,
            Passwords passwords,
            JdbcClient jdbc,
            TransactionTemplate transactions) {
        this.users = users;
        this.actions = actions;
        this.passwords = passwords;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * A password that was just made, to be shown once.
     *
     * @param password null where nothing was made
     */
    public record Issued(Outcome outcome, Optional<String> password) {}

    /** Everyone, by name. */
    public List<ConsoleUser> all() {
        return users.all();
    }

    /** Somebody new, with a generated password. */
    public Issued add(String username, ConsoleRole role) {
        String password = passwords.generate();
        Outcome outcome = actions.run(
                "user.add",
                username + " as " + role,
                () -> within(() -> {
                    if (!NAME.matcher(username).matches()) {
                        throw new ActionRefusedException(
                                "INVALID_NAME",
                                "A name has 1 to 32 characters: small letters, digits, dot, dash and underscore.");
                    }
                    if (users.find(username).isPresent()) {
                        throw new ActionRefusedException("NAME_TAKEN", "This name is taken: choose another one.");
                    }
                    if (users.all().size() >= MAX_USERS) {
                        throw new ActionRefusedException(
                                "TOO_MANY_USERS", "There are " + MAX_USERS + " users already.");
                    }
                    users.add(username, password, role, actions.whoAmI());
                }));
        return issued(outcome, password);
    }

    /** A new generated password; the old one no longer works. */
    public Issued newPassword(String username) {
        String password = passwords.generate();
        Outcome outcome = actions.run(
                "user.new-password",
                username,
                () -> within(() -> {
                    known(username);
                    users.setPassword(username, password);
                }));
        return issued(outcome, password);
    }

    public Outcome setRole(String username, ConsoleRole role) {
        return actions.run(
                "user.role",
                username + " to " + role,
                () -> within(() -> {
                    known(username);
                    if (role != ConsoleRole.OPERATOR) {
                        anotherOperator(username);
                    }
                    users.setRole(username, role);
                }));
    }

    /** They are signed out everywhere within seconds. */
    public Outcome disable(String username) {
        return actions.run(
                "user.disable",
                username,
                () -> within(() -> {
                    known(username);
                    anotherOperator(username);
                    users.setDisabled(username, true);
                }));
    }

    public Outcome enable(String username) {
        return actions.run(
                "user.enable",
                username,
                () -> within(() -> {
                    known(username);
                    users.setDisabled(username, false);
                }));
    }

    /** One change of the table at a time, so that two operators cannot remove one another. */
    private void within(Runnable change) {
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("LOCK TABLE console_user IN SHARE ROW EXCLUSIVE MODE").update();
            change.run();
        });
    }

    private void known(String username) {
        if (users.find(username).isEmpty()) {
            throw new ActionRefusedException("NO_SUCH_USER", "There is no such user any more: look again.");
        }
    }

    private void anotherOperator(String username) {
        boolean another = users.all().stream()
                .anyMatch(u -> u.enabled()
                        && u.role() == ConsoleRole.OPERATOR
                        && !u.username().equals(username));
        if (!another) {
            throw new ActionRefusedException(
                    "LAST_OPERATOR",
                    "This is the last operator: make another one first, or nobody could act any more.");
        }
    }

    private static Issued issued(Outcome outcome, String password) {
        return new Issued(outcome, outcome instanceof Outcome.Done ? Optional.of(password) : Optional.empty());
    }
}
