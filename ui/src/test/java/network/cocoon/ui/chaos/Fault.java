package network.cocoon.ui.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import network.cocoon.ui.cluster.Cluster;
import network.cocoon.ui.cluster.Member;

/**
 * One thing that goes wrong.
 *
 * @param atMillis     after the round's start
 * @param forMillis    until it is started again, or goes on
 */
record Fault(int atMillis, Kind kind, Member member, int forMillis) {

    enum Kind {
        KILL,
        PAUSE
    }

    private static final int MOST = 4;

    /** The faults of one round: the same seed, the same faults. Nothing breaks in its last quarter. */
    static List<Fault> plan(long seed, Cluster cluster, int roundMillis) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Member> members = new ArrayList<>();
        members.addAll(cluster.nodes());
        members.addAll(cluster.nodes());
        members.addAll(cluster.workers());
        members.addAll(cluster.clients());
        members.add(cluster.database());
        List<Fault> faults = new ArrayList<>();
        int count = 1 + random.nextInt(MOST);
        for (int i = 0; i < count; i++) {
            Member member = members.get(random.nextInt(members.size()));
            boolean taken = faults.stream().anyMatch(fault -> fault.member().equals(member));
            int at = random.nextInt(roundMillis * 3 / 4);
            Kind kind = random.nextInt(3) == 0 ? Kind.PAUSE : Kind.KILL;
            int length = 200 + random.nextInt(kind == Kind.PAUSE ? 8_000 : 2_000);
            if (!taken) {
                faults.add(new Fault(at, kind, member, length));
            }
        }
        faults.sort(Comparator.comparingInt(Fault::atMillis));
        return faults;
    }

    @Override
    public String toString() {
        return switch (kind) {
            case KILL -> "kill -9 " + member.name() + " at " + atMillis + " ms for " + forMillis + " ms";
            case PAUSE -> "pause " + member.name() + " at " + atMillis + " ms for " + forMillis + " ms";
        };
    }
}
