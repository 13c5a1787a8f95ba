package network.cocoon.workers.gpu.embedded;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import network.cocoon.workers.gpu.embedded.Prefixes.Match;

/** Which sequence has which slot, and what must be copied between slots before the next step. For the decoder's thread. */
final class Places {

    private final Prefixes prefixes;
    private final BitSet taken = new BitSet();
    private final List<Copy> copies = new ArrayList<>();

    /** To be made before the next step, in order. */
    private record Copy(int source, int target, int positions) {}

    Places(int slots) {
        this.prefixes = new Prefixes(slots);
    }

    /** The slot that holds most of its prompt, or one beside a sequence of the same client that does, or any free one. */
    void give(Sequence s, Iterable<Sequence> active, long now) {
        Match lying = prefixes.find(s, now);
        Match running = Prefixes.running(s, active);
        if (running.tokens() > lying.tokens()) {
            s.slot = prefixes.free(taken);
            s.reused = running.tokens();
            copies.add(new Copy(running.slot(), s.slot, s.reused));
        } else {
            s.slot = lying.tokens() > 0 ? lying.slot() : prefixes.free(taken);
            s.reused = lying.tokens();
        }
        s.at = s.reused;
        prefixes.forget(s.slot);
        taken.set(s.slot);
    }

    /** Its slot is another's to have. */
    void free(Sequence ended, long now) {
        taken.clear(ended.slot);
        prefixes.keep(ended, now);
    }

    /** Makes what was owed. */
    void copy(Stepper stepper) {
        for (Copy copy : copies) {
            stepper.copy(copy.source(), copy.target(), copy.positions());
        }
        copies.clear();
    }

    /** Nothing that lies in the slots is of use any more. */
    void forgetAll() {
        prefixes.forgetAll();
        copies.clear();
    }
}
