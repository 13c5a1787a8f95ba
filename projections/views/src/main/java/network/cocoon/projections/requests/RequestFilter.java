package network.cocoon.projections.requests;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which requests to show. Every condition narrows the others; blank and null ones let everything through.
 *
 * @param states   empty for all
 * @param text     beginning of a request, account, worker or owner id, else of a model's name, told apart by how it
 *                 is written. At most 128 characters
 * @param account  exact id
 * @param worker   exact id of the last worker it was given to
 * @param provider exact id of that worker's owner
 * @param model    exact name
 * @param from     asked for at or after this time
 * @param upTo     asked for before this time
 */
public record RequestFilter(
        Set<RequestState> states,
        String text,
        String account,
        String worker,
        String provider,
        String model,
        @Nullable Instant from,
        @Nullable Instant upTo) {

    public static final RequestFilter ALL = new RequestFilter(Set.of(), "", null, null);

    private static final int MAX_TEXT = 128;

    public RequestFilter {
        states = Set.copyOf(states);
        text = bounded(text);
        account = bounded(account);
        worker = bounded(worker);
        provider = bounded(provider);
        model = bounded(model);
    }

    /** By state, text and time alone. */
    public RequestFilter(Set<RequestState> states, String text, @Nullable Instant from, @Nullable Instant upTo) {
        this(states, text, "", "", "", "", from, upTo);
    }

    /** Only this account's. */
    public RequestFilter ofAccount(String id) {
        return new RequestFilter(states, text, id, worker, provider, model, from, upTo);
    }

    /** Only those last given to this worker. */
    public RequestFilter ofWorker(String id) {
        return new RequestFilter(states, text, account, id, provider, model, from, upTo);
    }

    /** Only those last given to this owner's workers. */
    public RequestFilter ofProvider(String id) {
        return new RequestFilter(states, text, account, worker, id, model, from, upTo);
    }

    /** Only for this model. */
    public RequestFilter ofModel(String name) {
        return new RequestFilter(states, text, account, worker, provider, name, from, upTo);
    }

    private static String bounded(String text) {
        String stripped = text.strip();
        return stripped.length() > MAX_TEXT ? stripped.substring(0, MAX_TEXT) : stripped;
    }
}
