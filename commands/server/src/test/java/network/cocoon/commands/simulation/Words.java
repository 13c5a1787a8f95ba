package network.cocoon.commands.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.RequestId;

/**
 * How far each answer was acknowledged, in frames, as those know it who said and heard it. What a bill must be follows from
 * this, and from nothing that the server keeps.
 */
final class Words {

    record Answer(RequestId request, int attempt) {}

    /** Frames that an ending bills; where nobody could know exactly, from and to. */
    record Due(int least, int most) {
        static final Due NOTHING = new Due(0, 0);
    }

    private final Map<Answer, Integer> said = new HashMap<>();
    private final Map<NodeId, Map<Answer, Integer>> heard = new HashMap<>();
    private final Map<Answer, Integer> written = new HashMap<>();
    private final Set<Answer> strayed = new HashSet<>();
    private final Map<RequestId, Due> due = new HashMap<>();

    /** The app signed it; who hears of it is open. */
    void said(Answer answer, int frames) {
        said.merge(answer, frames, Math::max);
    }

    /** The relay took it, into its memory. */
    void heard(NodeId relay, Answer answer, int frames) {
        heard.computeIfAbsent(relay, _ -> new HashMap<>()).merge(answer, frames, Math::max);
    }

    /** It is being told to a node that does not relay this answer. */
    void strays(Answer answer) {
        strayed.add(answer);
    }

    /** It is in the database, and its app has been told so. */
    void written(Answer answer, int frames) {
        written.merge(answer, frames, Math::max);
    }

    Map<Answer, Integer> heardBy(NodeId relay) {
        return Map.copyOf(heard.getOrDefault(relay, Map.of()));
    }

    /**
     * A node is about to end an answer, which stands still.
     *
     * @param passed whether it is the one through which the answer passed
     */
    void ends(NodeId node, Answer answer, boolean passed) {
        int here = passed ? heard.getOrDefault(node, Map.of()).getOrDefault(answer, 0) : 0;
        int certain = Math.max(here, written.getOrDefault(answer, 0));
        boolean exact = passed && !strayed.contains(answer);
        due.put(answer.request(), new Due(certain, exact ? certain : said.getOrDefault(answer, 0)));
    }

    Due due(RequestId request) {
        return due.getOrDefault(request, Due.NOTHING);
    }
}
