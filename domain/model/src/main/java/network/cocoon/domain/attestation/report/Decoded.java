package network.cocoon.domain.attestation.report;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.MasterBlock;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.pki.Chain;
import network.cocoon.domain.attestation.report.AttestationReport.Field;
import network.cocoon.domain.attestation.report.AttestationReport.Link;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.domain.attestation.tdx.Quote;
import network.cocoon.domain.attestation.tdx.TdReport;
import network.cocoon.domain.kernel.Bytes;

/** Reads evidence for people. What it reads is not believed by being read. */
final class Decoded {

    private static final int CHAIN_LENGTH = 3;

    private final List<Field> fields = new ArrayList<>();

    private Decoded() {}

    static List<Field> fields(Evidence evidence) {
        Decoded decoded = new Decoded();
        decoded.statement(evidence.statement());
        evidence.beacon().ifPresent(beacon -> decoded.block(beacon.block()));
        decoded.machine(evidence.quote());
        decoded.fields.addAll(DecodedDevices.fields(evidence));
        try {
            decoded.quote(Quote.parse(evidence.quote().toArray()));
        } catch (RefusedException e) {
            decoded.add("Quote", "unreadable: " + e.detail(), "What the machine signed");
        }
        return decoded.fields;
    }

    static List<Link> certificates(Bytes quote) {
        try {
            Bytes pem = Quote.parse(quote.toArray()).certificationData();
            return Chain.parse(pem.toArray(), CHAIN_LENGTH).certificates().stream()
                    .map(cert -> new Link(cert.commonName(), cert.notBefore(), cert.notAfter()))
                    .toList();
        } catch (RefusedException e) {
            return List.of();
        }
    }

    private void statement(KeyStatement statement) {
        add("Worker", statement.worker().value(), "Whose keys these are");
        add("Model", statement.modelDigest().hex(), "The files that it answers with");
        add("Image", statement.imageDigest().hex(), "The software as the worker itself measured it");
        add("GPU evidence", statement.gpuEvidence().hex(), "Digest of what GPUs and switches gave for these keys");
        add("Key from", statement.notBefore().toString(), "When the keys' life begins");
        add("Key until", statement.notAfter().toString(), "When the keys are erased");
    }

    private void block(MasterBlock block) {
        add("Block", Long.toString(block.seqno()), "The chain's block before which these keys cannot have been made");
    }

    private void machine(Bytes quote) {
        AttestationVerifier.platformOf(quote)
                .ifPresent(id -> add("Platform", id, "The very machine, by its certificate"));
        PlatformKind.of(quote)
                .ifPresent(kind -> add("FMSPC", kind.toString(), "The kind of machine, and who certified it"));
    }

    private void quote(Quote quote) {
        add("Quote version", Integer.toString(quote.version()), "Format of what the machine signed");
        add("QE ISVSVN", Integer.toString(quote.qeReport().isvSvn()), "Security version of Intel's quoting enclave");
        add("QE MRSIGNER", quote.qeReport().mrSigner().hex(), "Who signed the quoting enclave");
        if (quote.body() instanceof TdReport td) {
            td(td);
        }
    }

    private void td(TdReport td) {
        add("TEE_TCB_SVN", td.teeTcbSvn().hex(), "Security versions of the TDX module and its loader");
        add("MRSEAM", td.mrSeam().hex(), "The TDX module");
        add("MRSIGNERSEAM", td.mrSignerSeam().hex(), "Who signed the TDX module; zeros for Intel");
        add("SEAMATTRIBUTES", td.seamAttributes().hex(), "Attributes of the TDX module");
        add("TDATTRIBUTES", hex(td.tdAttributes()), "How the virtual machine was set up: debugging is one bit of it");
        add("XFAM", hex(td.xfam()), "Processor features that the virtual machine may use");
        add("MRTD", td.mrTd().hex(), "What the virtual machine began with: its firmware");
        add("MRCONFIGID", td.mrConfigId().hex(), "Configuration by the host; zeros here");
        add("MROWNER", td.mrOwner().hex(), "Owner by the host; zeros here");
        add("MROWNERCONFIG", td.mrOwnerConfig().hex(), "Configuration by the owner; zeros here");
        String[] says = {
            "Firmware's settings",
            "Boot loader and kernel",
            "Kernel's arguments and first file system",
            "What ran since"
        };
        for (int i = 0; i < says.length; i++) {
            add("RTMR" + i, td.rtmrs().get(i).hex(), says[i]);
        }
        add("REPORTDATA", td.reportData().hex(), "Digest of the keys: what ties them to this machine");
        td.update().ifPresent(update -> {
            add("TEE_TCB_SVN_2", update.teeTcbSvn2().hex(), "Security versions that a start now would get");
            add("MRSERVICETD", update.mrServiceTd().hex(), "Service machines bound to this one; zeros for none");
        });
    }

    private static String hex(long bits) {
        return String.format(java.util.Locale.ROOT, "%016x", bits);
    }

    private void add(String name, String value, String says) {
        fields.add(new Field(name, value, says));
    }
}
