package network.cocoon.commands.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import network.cocoon.commands.settings.CocoonSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How many registrations one address may make an hour; each costs rows for ever. Counted in this process. */
@Component
public class RegistrationLimit {

    private static final int MOST_ADDRESSES = 10_000;
    private static final long WINDOW = Duration.ofHours(1).toSeconds();

    private final int most;
    private final InstantSource clock;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private long window;

    RegistrationLimit(CocoonSettings settings, InstantSource clock) {
        this.most = settings.http().registrations();
        this.clock = clock;
    }

    /** Counts one; refuses with {@code TOO_MANY_REQUESTS} above the limit. */
    public void count(HttpServletRequest request) {
        if (!admits(request.getRemoteAddr())) {
            throw HttpRefusal.TOO_MANY_REQUESTS.because("at most " + most + " registrations an hour from one address");
        }
    }

    synchronized boolean admits(@Nullable String address) {
        long now = clock.instant().getEpochSecond() / WINDOW;
        if (now != window || counts.size() > MOST_ADDRESSES) {
            window = now;
            counts.clear();
        }
        return counts.merge(String.valueOf(address), 1, Integer::sum) <= most;
    }
}
