package network.cocoon.ui.security;

import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;

/** Looks again whether who is inside may still be: a session outlives a role, and a disabled user's page would live on. */
public final class Doorkeeper {

    private final ConsoleUsers users;

    Doorkeeper(ConsoleUsers users) {
        this.users = users;
    }

    /** Whether they may be here with the role that they signed in with. */
    public boolean welcomes(Authentication who) {
        Optional<ConsoleUser> user = users.find(who.getName()).filter(ConsoleUser::enabled);
        return user.isPresent()
                && who.getAuthorities().stream()
                        .anyMatch(a -> ("ROLE_" + user.get().role()).equals(a.getAuthority()));
    }

    @EventListener
    void on(AuthenticationSuccessEvent event) {
        users.signedIn(event.getAuthentication().getName());
    }
}
