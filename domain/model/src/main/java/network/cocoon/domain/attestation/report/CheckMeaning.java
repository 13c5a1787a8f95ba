package network.cocoon.domain.attestation.report;

import java.util.Map;

/** Why each named check is made: what somebody could do if it were not. */
public final class CheckMeaning {

    private static final Map<String, String> WHY = Map.ofEntries(
            Map.entry("quote-format", "A quote with two readings could mean one thing here and another elsewhere"),
            Map.entry("root-crl", "Without it a certificate authority that Intel withdrew would still count"),
            Map.entry("tcb-info-signature", "Otherwise anybody could say which machines are up to date"),
            Map.entry("tcb-info", "An old list would hide what was found since"),
            Map.entry("qe-identity-signature", "Otherwise anybody could say which enclave may sign quotes"),
            Map.entry("qe-identity", "An old identity would accept a quoting enclave with known faults"),
            Map.entry("pck-crl-issuer", "A list of another authority says nothing of this machine"),
            Map.entry("pck-crl", "Without it a machine whose keys leaked would still count"),
            Map.entry("tcb-evaluation", "Intel still serves older evaluations: they must not bring back old trust"),
            Map.entry("pck-chain", "Only Intel's certificate makes the key a real machine's"),
            Map.entry("pck-revocation", "A withdrawn machine's key may be in anybody's hands"),
            Map.entry("platform", "What Intel says of another kind of machine does not speak of this one"),
            Map.entry("qe-report-signature", "Shows that the quoting enclave ran on this very machine"),
            Map.entry("attestation-key", "Else any key could sign a quote beside a genuine enclave's report"),
            Map.entry("quoting-enclave", "Only Intel's enclave signs what a machine measured, not what it was told"),
            Map.entry("quote-signature", "Else every field of the quote could be written by hand"),
            Map.entry("tcb-level", "Machines with known holes are told from those without"),
            Map.entry(
                    "trust-domain", "Workers run in whole virtual machines; an enclave's quote says nothing of those"),
            Map.entry("key-binding", "Else a genuine quote could be shown beside somebody else's keys"),
            Map.entry("key-period", "A key is for its time: one that is over was erased, or should have been"),
            Map.entry("key-lifetime", "Short lives bound what a leaked key can open"),
            Map.entry("platform-statement", "The worker must name the machine that its certificate names"),
            Map.entry(
                    "platform-admission",
                    "Who holds a machine in hand can tap its memory: only a look at the place helps"),
            Map.entry("tcb-status", "A status other than up to date means holes that are known and open"),
            Map.entry("advisories", "Each advisory is a known hole that applies to this machine"),
            Map.entry("td-debug", "A virtual machine under debugging can be read by its host"),
            Map.entry("td-attributes", "Migration and the like move secrets out of the measured machine"),
            Map.entry("td-xfam", "Features that nobody looked at may have side effects on secrets"),
            Map.entry("td-owner", "Configuration that is not part of the measurement could change what runs"),
            Map.entry("measurement", "Only software that the release keys signed may see a prompt"),
            Map.entry("gpu-binding", "Else GPUs of another machine could be shown beside this one's quote"),
            Map.entry("gpu-format", "What two readers could cut differently could mean two things"),
            Map.entry("gpu-chain", "Ties the device to its maker's root"),
            Map.entry("gpu-device", "Rules are known for these devices and no others"),
            Map.entry("gpu-signature", "Ties the measurements and the nonce to that device"),
            Map.entry("gpu-nonce", "Else a recorded answer of a good device would do, or another machine's"),
            Map.entry("gpu-firmware", "The key lives in one firmware: another's word would be worth nothing"),
            Map.entry("gpu-mode", "Outside confidential computing the host reads the device's memory"),
            Map.entry("gpu-devices", "A device that is not shown may be anything"),
            Map.entry(
                    "gpu-together",
                    "What passes between GPUs is open unless all of them and their switches protect it"),
            Map.entry("gpu-driver", "A driver with a known hole can hand over what the GPU protects"),
            Map.entry("gpu-vbios", "Firmware with a known hole can hand over what the GPU protects"),
            Map.entry("boot-log", "Shows what ran in the machine since it booted, not only what it booted"),
            Map.entry("boot-image", "The worker's own word for its software must be what the machine measured"),
            Map.entry("boot-model", "The worker's own word for its model must be what the machine measured"),
            Map.entry("boot-events", "Other software in the same machine could reach what the worker protects"));

    private CheckMeaning() {}

    /** In one sentence; empty for a name that no verifier here gives. */
    public static String of(String check) {
        return WHY.getOrDefault(check, "");
    }
}
