package network.cocoon.audit.evidence;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.json.Json;
import network.cocoon.domain.attestation.tdx.Quote;
import network.cocoon.domain.kernel.Bytes;
import org.jspecify.annotations.Nullable;

/** Judges every pair of a manifest, and every mutation of a list, under Intel's root. */
final class QuotesCommand {

    static final String HELP = """
            cocoon-audit quotes --manifest FILE [--mutations FILE] [--floor N]
              Judges each quote of the manifest with each of its collaterals, at the time given there.
              One JSON object a line: id, collateral, at, tcb, advisories, flags, strict. "tcb" is Intel's status of
              a genuine quote, else REJECT with a refusal and its detail; "strict" is the same where the TD's
              attributes pass ("flags" is empty), else REJECT. SGX quotes have no such policy.
              One line a mutation: base, name, strict, with the first collateral of its base.
              What cannot be read has an error; the others go on.

              --manifest FILE   paths in it are relative to it; collaterals lie in collateral/NAME.json beside it
              --mutations FILE  changes to make to these quotes
              --floor N         lowest tcbEvaluationDataNumber that is accepted; default: 0
            Exit code: 0 all were judged, whatever the verdicts; 2 something could not be.""";

    /** A quote's file is judged up to here; a quote itself may have 64 KiB. */
    static final int MAX_QUOTE_FILE = 1 << 20;

    private record Base(byte[] quote, Collateral collateral, Manifest.Pair pair) {}

    private final AttestationVerifier intel = AttestationVerifier.intel();
    private final QuoteLines lines = new QuoteLines();
    private final int floor;
    private final PrintStream out;
    private boolean complete = true;

    QuotesCommand(int floor, PrintStream out) {
        this.floor = floor;
        this.out = out;
    }

    /** Whether all could be judged. */
    boolean run(Path manifestFile, @Nullable Path mutations) throws EvidenceException {
        Manifest manifest = Manifest.read(manifestFile);
        List<Json> changes = mutations == null ? List.of() : Manifest.elements(mutations);
        for (Manifest.Entry entry : manifest.entries()) {
            if (entry.quote() == null) {
                fail(lines.entry(entry.id(), fault(entry)));
            } else {
                judge(entry, entry.quote());
            }
        }
        mutate(manifest, changes);
        out.flush();
        return complete;
    }

    private void judge(Manifest.Entry entry, Path quote) {
        for (Manifest.Pair pair : entry.pairs()) {
            try {
                byte[] bytes = BoundedFile.readMaybeHex(quote, MAX_QUOTE_FILE);
                out.println(lines.pair(entry.id(), pair, judge(bytes, CollateralFile.read(pair.collateral()), pair)));
            } catch (EvidenceException e) {
                fail(lines.pair(entry.id(), pair, e));
            }
        }
    }

    private void mutate(Manifest manifest, List<Json> changes) {
        Map<String, Base> bases = new HashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            Mutation mutation;
            try {
                mutation = Mutation.read(changes.get(i));
            } catch (EvidenceException e) {
                fail(lines.mutation(i, e));
                continue;
            }
            try {
                Base base = bases.get(mutation.base());
                if (base == null) {
                    base = base(manifest, mutation.base());
                    bases.put(mutation.base(), base);
                }
                byte[] changed = mutation.apply(base.quote);
                out.println(lines.mutation(mutation, judge(changed, base.collateral, base.pair)));
            } catch (EvidenceException e) {
                fail(lines.mutation(mutation, e));
            }
        }
    }

    private static Base base(Manifest manifest, String id) throws EvidenceException {
        for (Manifest.Entry entry : manifest.entries()) {
            if (entry.id().equals(id) && entry.quote() != null && !entry.pairs().isEmpty()) {
                Manifest.Pair pair = entry.pairs().getFirst();
                byte[] quote = BoundedFile.readMaybeHex(entry.quote(), MAX_QUOTE_FILE);
                return new Base(trimmed(quote), CollateralFile.read(pair.collateral()), pair);
            }
        }
        throw new EvidenceException(EvidenceFault.UNKNOWN_BASE, "the manifest has no collateral for " + id);
    }

    /** Without the guest's zero padding, so that what is cut off or appended concerns the quote. */
    private static byte[] trimmed(byte[] quote) {
        try {
            return Quote.parse(quote).canonical().toArray();
        } catch (RefusedException e) {
            return quote;
        }
    }

    private Judged judge(byte[] quote, Collateral collateral, Manifest.Pair pair) {
        return new Judged(intel.appraise(Bytes.of(quote), collateral, pair.at(), floor));
    }

    private static EvidenceException fault(Manifest.Entry entry) {
        EvidenceException fault = entry.fault();
        return fault == null ? new EvidenceException(EvidenceFault.MALFORMED_ENTRY, "no quote") : fault;
    }

    private void fail(String line) {
        complete = false;
        out.println(line);
    }
}
