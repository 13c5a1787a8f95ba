package network.cocoon.workers.fuzz;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.ReleaseManifest;
import network.cocoon.domain.attestation.SignedManifest;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.eventlog.DstackLog;
import network.cocoon.domain.attestation.eventlog.LoggedEvent;
import network.cocoon.domain.attestation.gpu.GpuEvidence;
import network.cocoon.domain.attestation.pki.Chain;
import network.cocoon.domain.attestation.tdx.Quote;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.workers.teesim.Deviations;
import network.cocoon.workers.teesim.SoftwareGpu;
import network.cocoon.workers.teesim.SoftwareRims;
import network.cocoon.workers.teesim.SoftwareTee;

/** Good examples of what strangers send, each of our own making. */
final class Examples {

    static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    static final SoftwareTee TEE = SoftwareTee.create(InstantSource.fixed(NOW), new SecureRandom());
    static final Collateral COLLATERAL = TEE.collateral();
    static final Deviations V5 = Deviations.NONE.but().version(5).build();
    static final SoftwareGpu DEVICE = SoftwareGpu.create(NOW, new SecureRandom());
    static final GpuEvidence GPU = DEVICE.evidence(Bytes.of(new byte[32]));

    private Examples() {}

    static Evidence evidence() {
        KeyStatement statement = new KeyStatement(
                new WorkerId("gpu_" + "0".repeat(32)),
                Bytes.of(new byte[1216]),
                Bytes.of(new byte[32]),
                Digest.sha256(new byte[] {1}),
                Digest.sha256(new byte[] {2}),
                Digest.sha256(new byte[] {3}),
                TEE.platformId(),
                Bytes.of(new byte[32]),
                NOW.minusSeconds(60),
                NOW.plus(Duration.ofMinutes(30)));
        return new Evidence(Bytes.of(TEE.quote(statement.reportData())), COLLATERAL, statement);
    }

    static SignedManifest manifest() {
        Digest measurement = TEE.measurement().digest();
        ReleaseManifest manifest = new ReleaseManifest(
                2,
                NOW,
                List.of(measurement),
                List.of(),
                List.of("ab"),
                List.of(Digest.sha256(new byte[1])),
                List.of(),
                17);
        return SignedManifest.sign(manifest, List.of(SigningKey.generate(new SecureRandom())));
    }

    static byte[] pem() {
        try {
            return Quote.parse(TEE.quote(new byte[64])).certificationData().toArray();
        } catch (RefusedException e) {
            throw new AssertionError(e);
        }
    }

    static Chain pckChain() {
        try {
            return Chain.parse(pem(), 3);
        } catch (RefusedException e) {
            throw new AssertionError(e);
        }
    }

    /** The collateral with these two documents in place of its own. */
    static Collateral with(Bytes tcbInfo, Bytes qeIdentity) {
        Collateral c = COLLATERAL;
        return new Collateral(
                tcbInfo,
                c.tcbInfoSignature(),
                c.tcbInfoIssuerChain(),
                qeIdentity,
                c.qeIdentitySignature(),
                c.qeIdentityIssuerChain(),
                c.rootCaCrl(),
                c.pckCrl(),
                c.pckCrlIssuerChain());
    }

    /** Small, so that what is changed at random is more than one of many lines alike. */
    static Bytes rim() {
        return SoftwareRims.create(NOW, new SecureRandom()).manifest(SoftwareGpu.DRIVER, SoftwareRims.measured(30, 33));
    }

    /** A firmware's log with one event, and the ones that fill its buffer. */
    static byte[] ccel() {
        byte[] signature = "Spec ID Event03\0".getBytes(StandardCharsets.US_ASCII);
        LittleEndian specification = new LittleEndian()
                .bytes(signature)
                .u32(0)
                .bytes(new byte[] {0, 2, 0, 2})
                .u32(1)
                .u16(0x0C)
                .u16(48)
                .bytes(new byte[] {0});
        byte[] said = specification.toArray();
        return new LittleEndian()
                .u32(0)
                .u32(3)
                .bytes(new byte[20])
                .u32(said.length)
                .bytes(said)
                .u32(1)
                .u32(4)
                .u32(1)
                .u16(0x0C)
                .bytes(new byte[48])
                .u32(4)
                .bytes(new byte[4])
                .u32(-1)
                .u32(-1)
                .toArray();
    }

    static byte[] dstack() {
        return DstackLog.write(List.of(
                new LoggedEvent(3, 0x0800_0001, Bytes.of(new byte[48]), "app-id", Bytes.of(new byte[] {1, 2}))));
    }
}
