package network.cocoon.workers.gpu.doctor;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;

/** Takes one look after the other and tells what each came to; one that fails hides no other. */
public final class Doctor {

    /** Looks at one thing. What it throws is a finding too. */
    @FunctionalInterface
    public interface Look {
        Finding look() throws Exception;
    }

    private final Map<String, Look> looks = new LinkedHashMap<>();

    public Doctor with(String what, Look look) {
        looks.put(what, look);
        return this;
    }

    /** True where nothing is wrong. */
    public boolean examine(PrintStream out) throws InterruptedException {
        int bad = 0;
        for (Entry<String, Look> look : looks.entrySet()) {
            Finding finding = finding(look.getValue());
            bad += finding.isGood() ? 0 : 1;
            out.printf("%-4s %-10s %s%n", finding.isGood() ? "ok" : "BAD", look.getKey(), line(finding));
            out.flush();
        }
        out.println(
                bad == 0 ? "This machine can serve." : bad + " of " + looks.size() + " looks found something wrong.");
        return bad == 0;
    }

    private static String line(Finding finding) {
        return finding.isGood() ? finding.said() : finding.code() + ": " + finding.said() + ". " + finding.todo();
    }

    private static Finding finding(Look look) throws InterruptedException {
        try {
            return look.look();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return Finding.bad("FAILED", said, "Nobody foresaw this: please report it.");
        }
    }
}
