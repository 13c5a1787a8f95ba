package network.cocoon.workers.teesim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import network.cocoon.domain.attestation.tdx.TcbStatus;

/** Writes TCB info version 3 and QE identity version 2 as texts: the signature covers exactly these characters. */
final class TcbDocuments {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String NO_MRSIGNER = "00".repeat(48);
    private static final String TCB_DATE = "2024-03-13T00:00:00Z";

    private final Deviations deviations;
    private final Instant issued;
    private final Instant next;

    TcbDocuments(Deviations deviations, Instant issued, Instant next) {
        this.deviations = deviations;
        this.issued = issued;
        this.next = next;
    }

    String tcbInfo() {
        return """
                {"id":"TDX","version":3,"issueDate":"%s","nextUpdate":"%s","fmspc":"%s","pceId":"0000","tcbType":0,\
                "tcbEvaluationDataNumber":%d,"tdxModule":%s,"tdxModuleIdentities":[%s],"tcbLevels":[%s]}""".formatted(
                        issued,
                        next,
                        HEX.formatHex(Platform.fmspc()),
                        deviations.evaluation(),
                        "{" + module() + "}",
                        moduleIdentity(),
                        level());
    }

    String qeIdentity() {
        return """
                {"id":"TD_QE","version":2,"issueDate":"%s","nextUpdate":"%s","tcbEvaluationDataNumber":%d,\
                "miscselect":"00000000","miscselectMask":"FFFFFFFF","attributes":"%s",\
                "attributesMask":"FBFFFFFFFFFFFFFF0000000000000000","mrsigner":"%s","isvprodid":%d,"tcbLevels":[%s]}""".formatted(
                        issued,
                        next,
                        deviations.evaluation(),
                        HEX.formatHex(QuoteMinter.QE_ATTRIBUTES),
                        HEX.formatHex(QuoteMinter.qeSigner()),
                        QuoteMinter.QE_PRODUCT,
                        svnLevels(deviations.quotingEnclave(), QuoteMinter.QE_ISV_SVN, QuoteMinter.QE_ISV_SVN + 1));
    }

    private static String module() {
        return "\"mrsigner\":\"" + NO_MRSIGNER
                + "\",\"attributes\":\"0000000000000000\",\"attributesMask\":\"FFFFFFFFFFFFFFFF\"";
    }

    private String moduleIdentity() {
        return String.format(
                Locale.ROOT,
                "{\"id\":\"TDX_%02X\",%s,\"tcbLevels\":[%s]}",
                Math.max(1, deviations.moduleVersion()),
                module(),
                svnLevels(deviations.module(), QuoteMinter.MODULE_SVN, QuoteMinter.NEWEST_MODULE_SVN));
    }

    /** A newer level that is up to date stands first, where the one that runs is not. */
    private static String svnLevels(TcbStatus status, int svn, int newest) {
        String running = svnLevel(svn, status);
        return status == TcbStatus.UP_TO_DATE ? running : svnLevel(newest, TcbStatus.UP_TO_DATE) + "," + running;
    }

    private static String svnLevel(int svn, TcbStatus status) {
        return "{\"tcb\":{\"isvsvn\":%d},\"tcbDate\":\"%s\",\"tcbStatus\":\"%s\"}"
                .formatted(svn, TCB_DATE, status.intelName());
    }

    private String level() {
        int required = Platform.COMPONENT_SVN + (deviations.lowComponents() ? 1 : 0);
        return "{\"tcb\":{\"sgxtcbcomponents\":[%s],\"pcesvn\":%d,\"tdxtcbcomponents\":[%s]},\"tcbDate\":\"%s\",\"tcbStatus\":\"%s\"%s}"
                .formatted(
                        components(Collections.nCopies(16, required)),
                        Platform.PCE_SVN,
                        components(tdxComponents()),
                        TCB_DATE,
                        deviations.level().intelName(),
                        advisories());
    }

    private static List<Integer> tdxComponents() {
        List<Integer> components = new ArrayList<>(Collections.nCopies(16, 0));
        components.set(0, QuoteMinter.MODULE_SVN);
        components.set(2, QuoteMinter.MICROCODE_SVN);
        return components;
    }

    private static String components(List<Integer> svns) {
        return svns.stream().map(svn -> "{\"svn\":" + svn + "}").collect(Collectors.joining(","));
    }

    private String advisories() {
        return deviations.advisories().isEmpty()
                ? ""
                : deviations.advisories().stream().collect(Collectors.joining("\",\"", ",\"advisoryIDs\":[\"", "\"]"));
    }
}
