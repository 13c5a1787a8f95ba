package network.cocoon.audit.evidence;

import java.io.PrintStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.attestation.check.Check;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.pki.DeviceChain;
import network.cocoon.domain.attestation.snp.SnpReport;
import network.cocoon.domain.attestation.snp.SnpVerdict;
import network.cocoon.domain.attestation.snp.SnpVerifier;
import network.cocoon.domain.kernel.Bytes;
import org.jspecify.annotations.Nullable;

/** Judges one SEV-SNP report in words. */
final class SnpCommand {

    static final String HELP = """
            cocoon-audit snp --file FILE --certificate FILE --chain FILE [--crl FILE] [--report-data HEX] [--at TIME]
              Judges an attestation report of AMD SEV-SNP under AMD's roots of Milan, Genoa and Turin.

              --file FILE         the report, 1,184 bytes, binary or hexadecimal
              --certificate FILE  the chip's certificate (VCEK) or the cloud's (VLEK), DER or PEM
              --chain FILE        AMD's certificates (ASK or ASVK, and ARK), PEM
              --crl FILE          a revocation list of AMD's (of its root), DER; may be given again. Without it nothing says
                                  that AMD has not taken a certificate back
              --report-data HEX   what REPORT_DATA must be, 64 bytes; without it nothing says that it is fresh
              --at TIME           seconds since 1970 or as in 2026-02-03T14:49:26Z; default: now
            Exit code: 0 genuine, and neither debugged nor moved, 1 refused, 2 a file cannot be read.""";

    private final List<Bytes> lists;
    private final PrintStream out;

    SnpCommand(List<Bytes> lists, PrintStream out) {
        this.lists = lists;
        this.out = out;
    }

    /** Whether it passed. */
    boolean run(byte[] bytes, byte[] leaf, byte[] issuers, @Nullable Bytes reportData, Instant at) {
        Report report = new Report();
        try {
            describe(report, SnpReport.parse(bytes));
        } catch (RefusedException e) {
            report.section("Report").line("unreadable", e.detail());
        }
        SnpVerdict verdict;
        try {
            verdict = SnpVerifier.amd()
                    .verify(
                            Bytes.of(bytes),
                            DeviceChain.parse(leaf, issuers),
                            lists,
                            Optional.ofNullable(reportData),
                            at);
        } catch (RefusedException e) {
            verdict = new SnpVerdict.Refused(e.code(), e.detail(), List.of(new Check("snp-chain", false, e.detail())));
        }
        report.checks(verdict.checks()).section("Verdict");
        switch (verdict) {
            case SnpVerdict.Genuine g -> report.line("genuine", "of a " + g.product() + " processor");
            case SnpVerdict.Refused r -> report.line("refused", r.code() + ": " + r.detail());
        }
        out.print(report);
        out.flush();
        return verdict instanceof SnpVerdict.Genuine;
    }

    private static void describe(Report report, SnpReport snp) {
        report.section("Report (as it says itself)")
                .line("version", "" + snp.version())
                .line("policy", HexFormat.of().toHexDigits(snp.policy()))
                .line("VMPL", "" + snp.vmpl())
                .line("measurement", snp.measurement().hex())
                .line("HOST_DATA", snp.hostData().hex())
                .line("REPORT_DATA", snp.reportData().hex())
                .line("chip", snp.chipId().hex())
                .line("TCB reported", snp.reportedTcb().hex())
                .line("TCB committed", snp.committedTcb().hex())
                .line("TCB current", snp.currentTcb().hex())
                .line("TCB at launch", snp.launchTcb().hex());
    }
}
