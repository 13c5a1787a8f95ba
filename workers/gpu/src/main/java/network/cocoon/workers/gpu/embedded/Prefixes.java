package network.cocoon.workers.gpu.embedded;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import network.cocoon.domain.kernel.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What the slots still hold of sequences that ended, and for whom (protocol, "Prefix reuse"): the key is the digest of a
 * secret that the client chose, and nothing is found under another. It takes no memory but the tokens: a slot's keys and
 * values lie there until another sequence is written over them. Every method is called with the scheduler's lock held.
 */
final class Prefixes {

    /** Reused are whole blocks of so many tokens: counts in the log are multiples of it (protocol, "Frames"). */
    static final int BLOCK = 256;

    /** Found no longer than this after its last use: as long as the shortest life of a worker's keys. */
    static final long LIFE_NANOS = 15 * 60 * 1_000_000_000L;

    private final @Nullable Kept[] kept;

    /** @param tokens whose keys and values lie in the slot from position 0 */
    private record Kept(Digest key, int[] tokens, long since) {}

    /** @param tokens a multiple of {@value #BLOCK}, fewer than the prompt has; 0 where nothing was found */
    record Match(int slot, int tokens) {

        private static final Match NONE = new Match(-1, 0);
    }

    Prefixes(int slots) {
        this.kept = new Kept[slots];
    }

    /** What a sequence leaves that ended well and has a key. Too little to be of use is forgotten. */
    void keep(Sequence ended, long now) {
        if (ended.well && ended.key.isPresent() && ended.at >= BLOCK) {
            kept[ended.slot] = new Kept(ended.key.get(), ended.tokens(), now);
        }
    }

    /** The slot is written over. */
    void forget(int slot) {
        kept[slot] = null;
    }

    void forgetAll() {
        Arrays.fill(kept, null);
    }

    /** The longest beginning of a prompt that a free slot holds under its key. */
    Match find(Sequence s, long now) {
        Match best = Match.NONE;
        for (int slot = 0; slot < kept.length; slot++) {
            Kept one = kept[slot];
            if (one == null) {
                continue;
            }
            if (now - one.since() > LIFE_NANOS) {
                kept[slot] = null;
                continue;
            }
            boolean theirs = s.key.equals(Optional.of(one.key()));
            int tokens = theirs ? common(one.tokens(), one.tokens().length, s.prompt) : 0;
            if (tokens > best.tokens()) {
                best = new Match(slot, tokens);
            }
        }
        return best;
    }

    /** The longest beginning of a prompt that a sequence under the same key has run, as far as it is. */
    static Match running(Sequence s, Iterable<Sequence> active) {
        Match best = Match.NONE;
        for (Sequence other : active) {
            boolean theirs = s.key.isPresent() && s.key.equals(other.key);
            int tokens = theirs ? common(other.prompt, Math.min(other.at, other.prompt.length), s.prompt) : 0;
            if (tokens > best.tokens()) {
                best = new Match(other.slot, tokens);
            }
        }
        return best;
    }

    /** Whole blocks in which the first {@code count} tokens agree with the prompt, which keeps one token to be run. */
    static int common(int[] tokens, int count, int[] prompt) {
        int most = Math.min(count, prompt.length - 1);
        int differs = Arrays.mismatch(tokens, 0, most, prompt, 0, most);
        int same = differs < 0 ? most : differs;
        return same - same % BLOCK;
    }

    /** A free slot to be written over: one that holds nothing, else what was not used for longest. */
    int free(BitSet taken) {
        int oldest = -1;
        long since = 0;
        for (int slot = 0; slot < kept.length; slot++) {
            if (taken.get(slot)) {
                continue;
            }
            Kept one = kept[slot];
            if (one == null) {
                return slot;
            }
            if (oldest < 0 || one.since() - since < 0) {
                oldest = slot;
                since = one.since();
            }
        }
        return oldest;
    }
}
