package network.cocoon.workers.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.ReleaseManifest;
import network.cocoon.domain.attestation.SignedManifest;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.eventlog.CcelLog;
import network.cocoon.domain.attestation.eventlog.DstackLog;
import network.cocoon.domain.attestation.eventlog.EventLogException;
import network.cocoon.domain.attestation.gpu.SpdmReport;
import network.cocoon.domain.attestation.pki.Cert;
import network.cocoon.domain.attestation.pki.Chain;
import network.cocoon.domain.attestation.pki.Crl;
import network.cocoon.domain.attestation.pki.DeviceCert;
import network.cocoon.domain.attestation.pki.DeviceChain;
import network.cocoon.domain.attestation.pki.DeviceCrl;
import network.cocoon.domain.attestation.pki.OcspAnswer;
import network.cocoon.domain.attestation.rim.ReferenceManifest;
import network.cocoon.domain.attestation.snp.SnpReport;
import network.cocoon.domain.attestation.tdx.DatedDocument;
import network.cocoon.domain.attestation.tdx.PckExtension;
import network.cocoon.domain.attestation.tdx.Quote;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.workers.teesim.Deviations;
import network.cocoon.workers.teesim.SoftwareSnp;

/** What reads the bytes of strangers, each with good examples to start from. */
@SuppressWarnings("ImmutableEnumChecker") // what is kept are functions without state, which no annotation says
enum FuzzedParser {
    QUOTE(Quote::parse, () -> List.of(Examples.TEE.quote(new byte[64]), Examples.TEE.quote(new byte[64], Examples.V5))),
    PCK_CERTIFICATE(
            input -> PckExtension.of(Cert.parse(input)),
            () -> List.of(Examples.pckChain().leaf().der().toArray())),
    REVOCATION_LIST(Crl::parse, () -> {
        Collateral revoked =
                Examples.TEE.collateral(Deviations.NONE.but().pckRevoked(true).build());
        return List.of(
                Examples.COLLATERAL.rootCaCrl().toArray(), revoked.pckCrl().toArray());
    }),
    PEM(input -> Chain.parse(input, 3), () -> List.of(Examples.pem())),
    TCB_INFO(
            input -> DatedDocument.of(Examples.with(Bytes.of(input), Examples.COLLATERAL.qeIdentity())),
            () -> List.of(Examples.COLLATERAL.tcbInfo().toArray())),
    QE_IDENTITY(
            input -> DatedDocument.of(Examples.with(Examples.COLLATERAL.tcbInfo(), Bytes.of(input))),
            () -> List.of(Examples.COLLATERAL.qeIdentity().toArray())),
    DEVICE_CERTIFICATE(DeviceCert::parse, () -> {
        DeviceChain chain = deviceChain();
        return List.of(chain.leaf().der().toArray(), chain.root().der().toArray());
    }),
    DEVICE_CHAIN(DeviceChain::parse, () -> List.of(Examples.GPU.chain().toArray())),
    SPDM(SpdmReport::parse, () -> List.of(Examples.GPU.report().toArray())),
    DEVICE_REVOCATION_LIST(
            DeviceCrl::parse,
            () -> List.of(SoftwareSnp.create(Examples.NOW, new SecureRandom())
                    .revocations(true, 2, Examples.NOW)
                    .toArray())),
    RESPONDERS_ANSWER(
            OcspAnswer::parse,
            () -> List.of(Examples.DEVICE
                    .responder()
                    .answer(1, 2, true, Examples.NOW, Bytes.of(new byte[16]))
                    .toArray())),
    REFERENCE_MANIFEST(ReferenceManifest::parse, () -> List.of(Examples.rim().toArray())),
    SNP(SnpReport::parse, () -> {
        byte[] report = new byte[1184];
        report[0] = 3;
        report[52] = 1;
        Arrays.fill(report, 80, 144, (byte) 7);
        return List.of(report);
    }),
    EVIDENCE(decoded(Evidence::decode), () -> List.of(Examples.evidence().encode())),
    SIGNED_MANIFEST(
            decoded(SignedManifest::decode), () -> List.of(Examples.manifest().encode())),
    RELEASE_MANIFEST(
            decoded(ReleaseManifest::decode),
            () -> List.of(Examples.manifest().manifest().toArray())),
    CCEL_LOG(logged(CcelLog::read), () -> List.of(Examples.ccel())),
    DSTACK_LOG(logged(DstackLog::read), () -> List.of(Examples.dstack()));

    /** A value or a coded refusal; any other exception is a fault. */
    interface Reader {
        void read(byte[] input) throws RefusedException;
    }

    private interface LogReader {
        void read(byte[] input) throws EventLogException;
    }

    private interface Decoder {
        void decode(byte[] input);
    }

    private interface Seeds {
        List<byte[]> make();
    }

    private final Reader reader;
    private final Seeds seeds;

    FuzzedParser(Reader reader, Seeds seeds) {
        this.reader = reader;
        this.seeds = seeds;
    }

    void read(byte[] input) throws RefusedException {
        reader.read(input);
    }

    /** What it reads without a refusal. */
    List<byte[]> seeds() {
        return seeds.make();
    }

    /**
     * What was found to reach something of its own by earlier runs, grown from such seeds.
     *
     * @param corpus the folder with one folder a parser
     */
    List<byte[]> grown(Path corpus) {
        Path own = corpus.resolve(name());
        if (!Files.isDirectory(own)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(own)) {
            List<byte[]> inputs = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
            return inputs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader decoded(Decoder decoder) {
        return input -> {
            try {
                decoder.decode(input);
            } catch (IllegalArgumentException refused) {
                // The one way in which these readers say no.
                return;
            }
        };
    }

    private static Reader logged(LogReader log) {
        return input -> {
            try {
                log.read(input);
            } catch (EventLogException refused) {
                // It carries a code, as every refusal.
                return;
            }
        };
    }

    private static DeviceChain deviceChain() {
        try {
            return DeviceChain.parse(Examples.GPU.chain().toArray());
        } catch (RefusedException e) {
            throw new AssertionError(e);
        }
    }
}
