package network.cocoon.audit.evidence;

import java.util.Map;
import network.cocoon.domain.attestation.report.CheckMeaning;

/** Why each check of a file is made, in a sentence; of a quote the same that the console and the client give. */
final class Why {

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("rim-signature", "a list that NVIDIA did not sign says nothing"),
            Map.entry("rim-version", "another driver's list says nothing of this one"),
            Map.entry("gpu-measurements", "firmware that NVIDIA never released could do anything"),
            Map.entry("ocsp-format", "what two readers could cut differently could mean two things"),
            Map.entry("ocsp-status", "these certificates do not expire: nothing else takes one back"),
            Map.entry("snp-revocation", "a certificate whose key leaked would still count without it"),
            Map.entry("snp-format", "what two readers could cut differently could mean two things"),
            Map.entry("snp-chain", "ties the chip to AMD's root, which is compiled in"),
            Map.entry("snp-certificate", "the cloud's key and the chip's own prove different things"),
            Map.entry("snp-signature", "ties the measurement and the report data to that key"),
            Map.entry("snp-tcb", "the key is derived from the firmware: old firmware cannot claim to be new"),
            Map.entry("snp-chip", "says which chip it was"),
            Map.entry("snp-policy", "a guest under debug, or one that may be moved, is open to its host"),
            Map.entry("snp-report-data", "else the report may be anybody's, and old"));

    private Why() {}

    /** Empty for a check that is not known. */
    static String of(String check) {
        return REASONS.getOrDefault(check, CheckMeaning.of(check));
    }
}
