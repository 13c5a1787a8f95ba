package network.cocoon.commands.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionSystemException;

/** What goes wrong in one run and how often, as the seed has it; nothing once it is calm. */
final class Faults {

    private static final int LONG_STALL_MICROS = 3_000_000;

    private final Chance chance;
    private final int pauses;
    private final int stalls;
    private final int losses;
    private final int deaths;
    private final int unanswered;
    private final int duplicates;
    private final int disasters;
    private final int disasterWithin;
    private final int waits;
    private final Map<String, Long> cut = new HashMap<>();
    private @Nullable Consumer<Host> killer;
    private boolean calm;
    private long databaseBack;

    Faults(Chance chance) {
        this.chance = chance;
        // Some runs are rough and some nearly quiet: both hide what the other shows.
        int roughness = chance.of(java.util.List.of(0, 1, 1, 2, 4));
        this.pauses = chance.of(java.util.List.of(20, 150, 500));
        this.stalls = roughness;
        this.losses = 3 * roughness;
        this.deaths = roughness;
        this.unanswered = 4 * roughness;
        // What comes twice before it lasts, just when the database goes, is met only where all of that is frequent.
        boolean frequent = roughness > 0 && chance.in1000(100);
        this.duplicates = roughness * (frequent ? 100 : 15);
        this.disasters = roughness == 0 ? 0 : frequent ? 200 : 30;
        this.disasterWithin = frequent ? 30_000 : 3_000;
        this.waits = frequent ? 200 : 5;
    }

    /** Whether anything goes wrong at all. */
    boolean rough() {
        return losses > 0;
    }

    /** Who kills a host, and has it started again. */
    void killer(Consumer<Host> how) {
        killer = how;
    }

    /** From now on nothing fails. */
    void calm() {
        calm = true;
        cut.clear();
        databaseBack = 0;
    }

    boolean isCalm() {
        return calm;
    }

    /** Microseconds before a statement begins. */
    long pauseBefore(String what) {
        if (!calm && chance.in1000(stalls)) {
            return chance.between(10_000, LONG_STALL_MICROS);
        }
        return chance.in1000(pauses) ? chance.between(20, what.equals("commit") ? 8_000 : 2_000) : 0;
    }

    DataAccessResourceFailureException noAnswer(String what) {
        return new DataAccessResourceFailureException("no answer to " + what);
    }

    /** Ends the statement, or the host, before it did anything. */
    void strike(Strand who, String what) {
        if (calm) {
            return;
        }
        if (chance.in1000(losses)) {
            throw new DataAccessResourceFailureException("connection lost at " + what);
        }
        die(who);
    }

    /** The commit took effect; whoever asked may never hear of it. */
    void answerOfCommit(Strand who) {
        if (calm) {
            return;
        }
        if (chance.in1000(unanswered)) {
            throw new TransactionSystemException("the commit's answer was lost");
        }
        die(who);
    }

    private void die(Strand who) {
        if (killer != null && chance.in1000(deaths)) {
            killer.accept(who.host());
            throw new Killed();
        }
    }

    void databaseDownUntil(long micros) {
        databaseBack = Math.max(databaseBack, micros);
    }

    long databaseDownFor(long now) {
        return Math.max(0, databaseBack - now);
    }

    /** Nothing passes between these two until then. */
    void cut(String a, String b, long untilMicros) {
        cut.put(pair(a, b), untilMicros);
    }

    boolean isCut(String a, String b, long now) {
        return cut.getOrDefault(pair(a, b), 0L) > now;
    }

    /** In how many microseconds the database goes that has committed more than is on its disk; negative where it stays. */
    long diskLostIn() {
        return !calm && chance.in1000(disasters) ? chance.between(0, disasterWithin) : -1;
    }

    /** Whether the sequencer takes long, and with it the next commit that waits for the disk. */
    boolean sequencerWaits() {
        return !calm && chance.in1000(waits);
    }

    /** Whether a message is lost on its way. */
    boolean loses() {
        return !calm && chance.in1000(losses * 2);
    }

    boolean doubles() {
        return !calm && chance.in1000(duplicates);
    }

    private static String pair(String a, String b) {
        return a.compareTo(b) < 0 ? a + "|" + b : b + "|" + a;
    }
}
