package network.cocoon.domain.attestation.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.eventlog.DstackLog;
import network.cocoon.domain.attestation.eventlog.EventLogException;
import network.cocoon.domain.attestation.eventlog.LoggedEvent;
import network.cocoon.domain.attestation.gpu.GpuEvidence;
import network.cocoon.domain.attestation.gpu.OpaqueData;
import network.cocoon.domain.attestation.gpu.SpdmReport;
import network.cocoon.domain.attestation.pki.DeviceCert;
import network.cocoon.domain.attestation.pki.DeviceChain;
import network.cocoon.domain.attestation.report.AttestationReport.Field;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/** Reads for people what stands beside the quote. */
final class DecodedDevices {

    private static final int MOST_EVENTS = 16;
    private static final int MOST_PAYLOAD = 48;

    private DecodedDevices() {}

    static List<Field> fields(Evidence evidence) {
        List<Field> fields = new ArrayList<>();
        if (evidence.gpus().gpus() > 0) {
            fields.add(new Field(
                    "GPUs",
                    Integer.toString(evidence.gpus().gpus()),
                    "How many the measured software counted in its machine"));
        }
        List<GpuEvidence> devices = evidence.gpus().evidence();
        for (int i = 0; i < devices.size(); i++) {
            device("Device " + (i + 1), devices.get(i), fields);
        }
        evidence.bootLog().ifPresent(log -> log(log.toArray(), fields));
        return fields;
    }

    private static void device(String name, GpuEvidence device, List<Field> fields) {
        try {
            DeviceChain chain = DeviceChain.parse(device.chain().toArray());
            SpdmReport report = SpdmReport.parse(device.report().toArray());
            OpaqueData opaque = report.opaque();
            DeviceCert factory = chain.certificates().get(1);
            fields.add(new Field(
                    name,
                    chain.leaf().commonName() + ", chip " + factory.serial().toString(16),
                    "A GPU or a switch, by the certificates that it was made with"));
            fields.add(new Field(
                    name + " driver",
                    opaque.driverVersion().isEmpty() ? "not stated" : opaque.driverVersion(),
                    "Version of its driver"));
            fields.add(new Field(
                    name + " VBIOS",
                    opaque.vbiosVersion().isEmpty() ? "not stated" : opaque.vbiosVersion(),
                    "Version of its firmware"));
            fields.add(new Field(
                    name + " measures", measurements(report).hex(), "Digest of all its measurements, in their order"));
        } catch (RefusedException e) {
            fields.add(new Field(name, "unreadable: " + e.detail(), "A GPU or a switch"));
        }
    }

    private static Digest measurements(SpdmReport report) {
        StringBuilder all = new StringBuilder();
        report.measurements().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> all.append(one.getKey())
                        .append(' ')
                        .append(one.getValue().hex())
                        .append('\n'));
        return Digest.sha256(all.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** A digest whole; of anything longer, how long it is. */
    private static String said(Bytes payload) {
        return payload.length() <= MOST_PAYLOAD ? payload.hex() : payload.length() + " bytes";
    }

    private static void log(byte[] json, List<Field> fields) {
        try {
            List<LoggedEvent> events = DstackLog.read(json);
            // The newest: a worker that starts often in one boot has a long log.
            for (int i = Math.max(0, events.size() - MOST_EVENTS); i < events.size(); i++) {
                fields.add(new Field(
                        "Boot event " + (i + 1),
                        events.get(i).name() + " " + said(events.get(i).payload()),
                        "What ran since the machine booted, by the log that comes to RTMR3"));
            }
        } catch (EventLogException e) {
            fields.add(new Field("Boot log", "unreadable: " + e.code(), "What ran since the machine booted"));
        }
    }
}
