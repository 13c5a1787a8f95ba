package network.cocoon.audit.evidence;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.pki.Cert;
import network.cocoon.domain.attestation.pki.Chain;
import network.cocoon.domain.attestation.tdx.PckExtension;
import network.cocoon.domain.attestation.tdx.Quote;
import network.cocoon.domain.attestation.tdx.SgxReport;
import network.cocoon.domain.attestation.tdx.TdFlag;
import network.cocoon.domain.attestation.tdx.TdPolicy;
import network.cocoon.domain.attestation.tdx.TdReport;
import network.cocoon.domain.kernel.Digest;

/** What a quote says of itself, before anything of it is believed. */
final class QuoteWords {

    private static final int CHAIN = 3;

    private QuoteWords() {}

    static boolean isTd(Quote quote) {
        return quote.body() instanceof TdReport;
    }

    static void describe(Report report, Quote quote, int fileLength, Instant at) {
        int length = quote.canonical().length();
        report.section("Quote (as it says itself)")
                .line("version", quote.version() + (isTd(quote) ? ", of a TD" : ", of an SGX enclave"))
                .line("length", length + " bytes, then " + (fileLength - length) + " of padding")
                .line("identity", Digest.sha256(quote.signedRegion().toArray()).hex() + " (SHA-256 of what is signed)");
        switch (quote.body()) {
            case TdReport td -> td(report, td);
            case SgxReport sgx -> enclave(report, sgx);
        }
        report.line("QE's ISVSVN", "" + quote.qeReport().isvSvn());
        chain(report, quote, at);
    }

    private static void td(Report report, TdReport td) {
        Set<TdFlag> flags = TdPolicy.flags(td);
        report.line("TEE_TCB_SVN", td.teeTcbSvn().hex())
                .line("MRSEAM", td.mrSeam().hex())
                .line("MRSIGNERSEAM", td.mrSignerSeam().hex())
                .line("TDATTRIBUTES", HexFormat.of().toHexDigits(td.tdAttributes()))
                .line("XFAM", HexFormat.of().toHexDigits(td.xfam()))
                .line("speaking against it", flags.isEmpty() ? "nothing" : "" + flags)
                .line("MRTD", td.mrTd().hex())
                .line("MRCONFIGID", td.mrConfigId().hex())
                .line("MROWNER", td.mrOwner().hex())
                .line("MROWNERCONFIG", td.mrOwnerConfig().hex());
        for (int i = 0; i < td.rtmrs().size(); i++) {
            report.line("RTMR" + i, td.rtmrs().get(i).hex());
        }
        td.update().ifPresent(u -> report.line("TEE_TCB_SVN_2", u.teeTcbSvn2().hex())
                .line("MRSERVICETD", u.mrServiceTd().hex()));
        report.line("REPORTDATA", td.reportData().hex());
    }

    private static void enclave(Report report, SgxReport sgx) {
        report.line("MRENCLAVE", sgx.mrEnclave().hex())
                .line("MRSIGNER", sgx.mrSigner().hex())
                .line("product and SVN", sgx.isvProdId() + ", " + sgx.isvSvn())
                .line("ATTRIBUTES", sgx.attributes().hex())
                .line("REPORTDATA", sgx.reportData().hex());
    }

    private static void chain(Report report, Quote quote, Instant at) {
        report.section("Certificates (as they say themselves)");
        try {
            Chain chain = Chain.parse(quote.certificationData().toArray(), CHAIN);
            for (Cert cert : chain.certificates()) {
                report.line(
                        cert.commonName(),
                        "serial " + cert.serial().toString(16) + ", " + cert.notBefore() + " to " + cert.notAfter()
                                + (cert.currentAt(at) ? "" : ", NOT VALID at this time"));
            }
            PckExtension platform = PckExtension.of(chain.leaf());
            report.line(
                            "FMSPC, PCEID",
                            platform.fmspc().hex() + ", " + platform.pceId().hex())
                    .line("SGX components", platform.components() + ", PCE " + platform.pceSvn());
        } catch (RefusedException e) {
            report.line("unreadable", "type " + quote.certificationType() + ": " + e.detail());
        }
    }
}
