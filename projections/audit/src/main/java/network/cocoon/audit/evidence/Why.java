package network.cocoon.audit.evidence;

import java.util.Map;

/** Why each check is made, in a sentence. */
final class Why {

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("quote-format", "what two readers could cut differently could mean two things"),
            Map.entry("root-crl", "without a current list a withdrawn authority would still be believed"),
            Map.entry("tcb-info-signature", "only Intel says which platforms are current"),
            Map.entry("tcb-info", "an old list hides the weaknesses found since"),
            Map.entry("qe-identity-signature", "only Intel says which enclave signs quotes"),
            Map.entry("qe-identity", "an old identity hides the weaknesses found since"),
            Map.entry("pck-crl-issuer", "the list must come from Intel's authority, not from who brings it"),
            Map.entry("pck-crl", "a machine whose keys leaked is withdrawn there"),
            Map.entry("tcb-evaluation", "somebody could serve an older, milder list that is still current"),
            Map.entry("pck-chain", "ties the machine to Intel's root, which is compiled in"),
            Map.entry("pck-revocation", "a leaked key signs perfect quotes for machines that do not exist"),
            Map.entry("platform", "the list of another kind of machine says nothing of this one"),
            Map.entry("qe-report-signature", "the machine itself vouches for the enclave that signed"),
            Map.entry("attestation-key", "else anybody could put a key of his own there"),
            Map.entry("quoting-enclave", "any enclave of the machine could sign; only Intel's is known to look first"),
            Map.entry("quote-signature", "ties the measurements and the report data to that enclave"),
            Map.entry("tcb-level", "says how current firmware and microcode are"),
            Map.entry("td-attributes", "a TD under debug, or one that may be moved, is open to its host"),
            Map.entry("gpu-format", "what two readers could cut differently could mean two things"),
            Map.entry("gpu-chain", "ties the device to NVIDIA's root, which is compiled in"),
            Map.entry("gpu-device", "rules are known for these devices and no others"),
            Map.entry("gpu-signature", "ties the measurements and the nonce to that device"),
            Map.entry("gpu-nonce", "a recorded answer of a good device would do otherwise"),
            Map.entry("gpu-firmware", "the key lives in one firmware; another's word would be worth nothing"),
            Map.entry("gpu-mode", "outside confidential computing the host reads the device's memory"),
            Map.entry("gpu-devices", "a device that is not shown may be anything"),
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
        return REASONS.getOrDefault(check, "");
    }
}
