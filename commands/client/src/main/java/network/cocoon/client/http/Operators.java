package network.cocoon.client.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.cocoon.domain.kernel.RequestId;

/**
 * The addresses of one operator's nodes: those that were given, and those that it named since. Calls go to one of them
 * until it fails; calls about an answer go to the node that has it. Safe for many threads.
 */
final class Operators {

    private static final int MOST_GIVEN = 16;
    private static final int MOST_LEARNED = 32;
    private static final int MOST_ANSWERS = 4_096;
    private static final int LONGEST = 256;
    private static final Pattern OF_A_REQUEST = Pattern.compile("/v1/(?:workers/[^/]+/)?requests/([0-9a-f]+)/?.*");

    private final String scheme;
    private final Set<URI> given;
    private Set<URI> learned = Set.of();
    private URI current;
    private final Map<String, URI> answers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, URI> eldest) {
            return size() > MOST_ANSWERS;
        }
    };

    /** Throws {@link IllegalArgumentException} for what is no operator's address, and where schemes differ. */
    Operators(List<URI> bases) {
        if (bases.isEmpty() || bases.size() > MOST_GIVEN) {
            throw new IllegalArgumentException("an operator has 1 to " + MOST_GIVEN + " addresses");
        }
        this.given = new LinkedHashSet<>(bases.stream().map(Operators::checked).toList());
        this.current = given.iterator().next();
        this.scheme = current.getScheme();
        if (!given.stream().allMatch(base -> base.getScheme().equals(scheme))) {
            throw new IllegalArgumentException("an operator's addresses are all https, or all http to this machine");
        }
    }

    static List<URI> parse(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .map(URI::create)
                .toList();
    }

    private static URI checked(URI base) {
        String host = base.getHost();
        if (host == null || base.getScheme() == null || base.getQuery() != null || base.getUserInfo() != null) {
            throw new IllegalArgumentException("an operator's address looks like https://operator.example");
        }
        boolean loopback = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
        if (!base.getScheme().equals("https") && !(base.getScheme().equals("http") && loopback)) {
            throw new IllegalArgumentException("an operator is reached by https; http only on this machine");
        }
        String text = base.toString();
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    String scheme() {
        return scheme;
    }

    /** An address that a node gave: only of the scheme that the user chose, so that no key leaves it. */
    private Optional<URI> admissible(String address) {
        if (address.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(checked(URI.create(address)))
                    .filter(base -> base.getScheme().equals(scheme));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The nodes that answer now, by one of them. They are asked after those that were given. */
    synchronized void learn(List<String> nodes) {
        Set<URI> fresh = new LinkedHashSet<>();
        nodes.stream().limit(MOST_LEARNED).forEach(node -> admissible(node).ifPresent(fresh::add));
        fresh.removeAll(given);
        learned = fresh;
    }

    /** Where to send a call, the best first; each address once. */
    synchronized List<URI> order(Call call) {
        Set<URI> order = new LinkedHashSet<>();
        request(call).map(answers::get).ifPresent(order::add);
        order.add(current);
        order.addAll(given);
        order.addAll(learned);
        return new ArrayList<>(order);
    }

    /** This address did not answer, or not now: others are asked first from now on. */
    synchronized void failed(Call call, URI base) {
        request(call).ifPresent(request -> answers.remove(request, base));
        if (base.equals(current)) {
            List<URI> all = new ArrayList<>(given);
            all.addAll(learned);
            current = all.get((all.indexOf(base) + 1) % all.size());
        }
    }

    /** Another node has the answer that this call is about. Empty where the address may not be followed. */
    synchronized Optional<URI> moved(Call call, String relay) {
        Optional<URI> base = admissible(relay);
        base.ifPresent(to -> request(call).ifPresent(request -> answers.put(request, to)));
        return base;
    }

    /** As {@link #moved} for a request of which the operator said so. */
    synchronized void relayed(RequestId request, String relay) {
        admissible(relay).ifPresent(to -> answers.put(request.value(), to));
    }

    private static Optional<String> request(Call call) {
        Matcher matcher = OF_A_REQUEST.matcher(call.path());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
