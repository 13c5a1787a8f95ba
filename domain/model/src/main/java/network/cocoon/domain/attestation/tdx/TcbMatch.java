package network.cocoon.domain.attestation.tdx;

import static network.cocoon.domain.attestation.check.AttestationRefusal.NO_TCB_LEVEL;
import static network.cocoon.domain.attestation.check.AttestationRefusal.TDX_MODULE_MISMATCH;
import static network.cocoon.domain.attestation.tdx.TcbStatus.CONFIGURATION_AND_SW_HARDENING_NEEDED;
import static network.cocoon.domain.attestation.tdx.TcbStatus.CONFIGURATION_NEEDED;
import static network.cocoon.domain.attestation.tdx.TcbStatus.OUT_OF_DATE;
import static network.cocoon.domain.attestation.tdx.TcbStatus.OUT_OF_DATE_CONFIGURATION_NEEDED;
import static network.cocoon.domain.attestation.tdx.TcbStatus.REVOKED;
import static network.cocoon.domain.attestation.tdx.TcbStatus.SW_HARDENING_NEEDED;
import static network.cocoon.domain.attestation.tdx.TcbStatus.TD_RELAUNCH_ADVISED;
import static network.cocoon.domain.attestation.tdx.TcbStatus.TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED;
import static network.cocoon.domain.attestation.tdx.TcbStatus.UP_TO_DATE;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.kernel.Bytes;

/**
 * Finds a platform's TCB status as Intel's quote verification library does (QuoteVerifier 4.1.2.4.11 and 4.1.2.4.17,
 * TcbLevelCheck, TdxModuleCheck, TDRelaunchCheck). No level that matches is a refusal, never an unknown status.
 */
final class TcbMatch {

    private static final Bytes NO_ATTRIBUTES = Bytes.of(new byte[8]);
    private static final Set<TcbStatus> CURRENT_PLATFORM =
            Set.of(UP_TO_DATE, SW_HARDENING_NEEDED, CONFIGURATION_NEEDED, CONFIGURATION_AND_SW_HARDENING_NEEDED);
    private static final Set<TcbStatus> CONFIGURABLE =
            Set.of(CONFIGURATION_NEEDED, CONFIGURATION_AND_SW_HARDENING_NEEDED, OUT_OF_DATE_CONFIGURATION_NEEDED);

    private final TcbInfo info;
    private final PckExtension platform;
    private final SvnLevel qe;

    TcbMatch(TcbInfo info, PckExtension platform, SvnLevel qe) {
        this.info = info;
        this.platform = platform;
        this.qe = qe;
    }

    TcbResult sgx() throws RefusedException {
        TcbLevel level = info.levels().stream()
                .filter(l -> l.coversSgx(platform))
                .findFirst()
                .orElseThrow(TcbMatch::noLevel);
        return new TcbResult(lowered(level.status(), qe.status()), union(List.of(level.advisories(), qe.advisories())));
    }

    TcbResult tdx(TdReport report) throws RefusedException {
        List<Integer> svn = numbers(report.teeTcbSvn());
        TdxModule module = module(svn, report);
        List<TcbLevel> covering =
                info.levels().stream().filter(l -> l.coversSgx(platform)).toList();
        TcbLevel level =
                covering.stream().filter(l -> l.coversTdx(svn)).findFirst().orElseThrow(TcbMatch::noLevel);
        List<List<String>> advisories = new ArrayList<>(List.of(level.advisories()));
        TcbStatus status = level.status();
        if (svn.get(1) > 0) {
            SvnLevel moduleLevel = module.levels().stream()
                    .filter(l -> svn.get(0) >= l.isvSvn())
                    .findFirst()
                    .orElseThrow(TcbMatch::noLevel);
            advisories.add(moduleLevel.advisories());
            status = lowered(status, moduleLevel.status());
            if (report.update().isPresent() && moduleLevel.status() == OUT_OF_DATE) {
                status = relaunch(
                        status,
                        covering.getFirst().status(),
                        numbers(report.update().get().teeTcbSvn2()));
            }
        }
        advisories.add(qe.advisories());
        return new TcbResult(lowered(status, qe.status()), union(advisories));
    }

    private TdxModule module(List<Integer> svn, TdReport report) throws RefusedException {
        TdxModule module = svn.get(1) == 0 ? info.module().orElseThrow(TcbMatch::noModule) : versioned(svn.get(1));
        if (!report.mrSignerSeam().equals(module.mrSigner())) {
            throw new RefusedException(TDX_MODULE_MISMATCH, "MRSIGNERSEAM is not the TDX module's signer");
        }
        if (!report.seamAttributes().equals(NO_ATTRIBUTES)
                || !module.attributes().equals(NO_ATTRIBUTES)) {
            throw new RefusedException(TDX_MODULE_MISMATCH, "SEAMATTRIBUTES is not zero");
        }
        return module;
    }

    private TdxModule versioned(int version) throws RefusedException {
        String id = String.format(Locale.ROOT, "TDX_%02X", version);
        return info.modules().stream()
                .filter(m -> m.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new RefusedException(TDX_MODULE_MISMATCH, "TCB info knows no module " + id));
    }

    /** Whether starting the TD again would mend an old module: the host has been updated under it. */
    private TcbStatus relaunch(TcbStatus status, TcbStatus sgx, List<Integer> svn2) throws RefusedException {
        boolean old = status == OUT_OF_DATE || status == OUT_OF_DATE_CONFIGURATION_NEEDED;
        if (!old || qe.status() != UP_TO_DATE || !CURRENT_PLATFORM.contains(sgx)) {
            return status;
        }
        TcbLevel newest = info.levels().getFirst();
        int moduleSvn = svn2.get(1) == 0
                ? newest.tdx().get(0)
                : versioned(svn2.get(1)).levels().stream()
                        .findFirst()
                        .orElseThrow(TcbMatch::noLevel)
                        .isvSvn();
        if (svn2.get(0) < moduleSvn || svn2.get(2) < newest.tdx().get(2)) {
            return status;
        }
        return CONFIGURABLE.contains(sgx) || CONFIGURABLE.contains(status)
                ? TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED
                : TD_RELAUNCH_ADVISED;
    }

    /** The platform's status once that of a part of it, the module or the quoting enclave, is known. */
    private static TcbStatus lowered(TcbStatus status, TcbStatus part) throws RefusedException {
        return switch (part) {
            case UP_TO_DATE -> status;
            case REVOKED -> REVOKED;
            case OUT_OF_DATE ->
                switch (status) {
                    case UP_TO_DATE, SW_HARDENING_NEEDED -> OUT_OF_DATE;
                    case CONFIGURATION_NEEDED, CONFIGURATION_AND_SW_HARDENING_NEEDED ->
                        OUT_OF_DATE_CONFIGURATION_NEEDED;
                    case OUT_OF_DATE,
                            OUT_OF_DATE_CONFIGURATION_NEEDED,
                            TD_RELAUNCH_ADVISED,
                            TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED,
                            REVOKED -> status;
                };
            case SW_HARDENING_NEEDED,
                    CONFIGURATION_NEEDED,
                    CONFIGURATION_AND_SW_HARDENING_NEEDED,
                    OUT_OF_DATE_CONFIGURATION_NEEDED,
                    TD_RELAUNCH_ADVISED,
                    TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED ->
                throw new RefusedException(NO_TCB_LEVEL, "a module or quoting enclave cannot be " + part.intelName());
        };
    }

    private static List<String> union(List<List<String>> lists) {
        Set<String> union = new LinkedHashSet<>();
        lists.forEach(union::addAll);
        return List.copyOf(union);
    }

    private static List<Integer> numbers(Bytes svn) {
        byte[] raw = svn.toArray();
        return IntStream.range(0, raw.length).mapToObj(i -> raw[i] & 0xff).toList();
    }

    private static RefusedException noLevel() {
        return new RefusedException(NO_TCB_LEVEL, "the platform is older than every TCB level that Intel lists");
    }

    private static RefusedException noModule() {
        return new RefusedException(TDX_MODULE_MISMATCH, "TCB info names no TDX module");
    }
}
