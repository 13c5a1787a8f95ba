package network.cocoon.workers.teesim;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.gpu.GpuEvidence;
import network.cocoon.domain.attestation.gpu.SpdmReport;
import network.cocoon.domain.attestation.pki.Cert;
import network.cocoon.domain.attestation.pki.Chain;
import network.cocoon.domain.attestation.pki.Crl;
import network.cocoon.domain.attestation.pki.DeviceCert;
import network.cocoon.domain.attestation.pki.DeviceChain;
import network.cocoon.domain.attestation.snp.SnpReport;
import network.cocoon.domain.attestation.tdx.DatedDocument;
import network.cocoon.domain.attestation.tdx.PckExtension;
import network.cocoon.domain.attestation.tdx.Quote;
import network.cocoon.domain.kernel.Bytes;

/** What reads the bytes of strangers, each with good examples to start from, all of our own making. */
enum FuzzedParser {
    QUOTE {
        @Override
        void read(byte[] input) throws RefusedException {
            Quote.parse(input);
        }

        @Override
        List<byte[]> seeds() {
            return List.of(MINTED.tee.quote(new byte[64]), MINTED.tee.quote(new byte[64], V5));
        }
    },
    PCK_CERTIFICATE {
        @Override
        void read(byte[] input) throws RefusedException {
            PckExtension.of(Cert.parse(input));
        }

        @Override
        List<byte[]> seeds() {
            return List.of(pckChain().leaf().der().toArray());
        }
    },
    REVOCATION_LIST {
        @Override
        void read(byte[] input) throws RefusedException {
            Crl.parse(input);
        }

        @Override
        List<byte[]> seeds() {
            Collateral revoked =
                    MINTED.tee.collateral(Deviations.NONE.but().pckRevoked(true).build());
            return List.of(
                    MINTED.tee.collateral().rootCaCrl().toArray(),
                    revoked.pckCrl().toArray());
        }
    },
    PEM {
        @Override
        void read(byte[] input) throws RefusedException {
            Chain.parse(input, 3);
        }

        @Override
        List<byte[]> seeds() {
            return List.of(pem());
        }
    },
    TCB_INFO {
        @Override
        void read(byte[] input) {
            Collateral c = MINTED.tee.collateral();
            DatedDocument.of(with(c, Bytes.of(input), c.qeIdentity()));
        }

        @Override
        List<byte[]> seeds() {
            return List.of(MINTED.tee.collateral().tcbInfo().toArray());
        }
    },
    QE_IDENTITY {
        @Override
        void read(byte[] input) {
            Collateral c = MINTED.tee.collateral();
            DatedDocument.of(with(c, c.tcbInfo(), Bytes.of(input)));
        }

        @Override
        List<byte[]> seeds() {
            return List.of(MINTED.tee.collateral().qeIdentity().toArray());
        }
    },
    DEVICE_CERTIFICATE {
        @Override
        void read(byte[] input) throws RefusedException {
            DeviceCert.parse(input);
        }

        @Override
        List<byte[]> seeds() {
            try {
                DeviceChain chain = DeviceChain.parse(GPU.chain().toArray());
                return List.of(chain.leaf().der().toArray(), chain.root().der().toArray());
            } catch (RefusedException e) {
                throw new AssertionError(e);
            }
        }
    },
    DEVICE_CHAIN {
        @Override
        void read(byte[] input) throws RefusedException {
            DeviceChain.parse(input);
        }

        @Override
        List<byte[]> seeds() {
            return List.of(GPU.chain().toArray());
        }
    },
    SPDM {
        @Override
        void read(byte[] input) throws RefusedException {
            SpdmReport.parse(input);
        }

        @Override
        List<byte[]> seeds() {
            return List.of(GPU.report().toArray());
        }
    },
    SNP {
        @Override
        void read(byte[] input) throws RefusedException {
            SnpReport.parse(input);
        }

        @Override
        List<byte[]> seeds() {
            byte[] report = new byte[1184];
            report[0] = 3;
            report[52] = 1;
            Arrays.fill(report, 80, 144, (byte) 7);
            return List.of(report);
        }
    },
    EVIDENCE {
        @Override
        void read(byte[] input) {
            try {
                Evidence.decode(input);
            } catch (IllegalArgumentException refused) {
                // The one way in which this reader says no.
                return;
            }
        }

        @Override
        List<byte[]> seeds() {
            return List.of(MINTED.evidence().encode());
        }
    };

    private static final Minted MINTED = new Minted();
    private static final Deviations V5 = Deviations.NONE.but().version(5).build();
    private static final GpuEvidence GPU =
            SoftwareGpu.create(Minted.NOW, new SecureRandom()).evidence(Bytes.of(new byte[32]));

    /** A value or a coded refusal; any other exception is a fault. */
    abstract void read(byte[] input) throws RefusedException;

    /** What it reads without a refusal. */
    abstract List<byte[]> seeds();

    private static Collateral with(Collateral c, Bytes tcbInfo, Bytes qeIdentity) {
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

    private static byte[] pem() {
        try {
            return Quote.parse(MINTED.tee.quote(new byte[64]))
                    .certificationData()
                    .toArray();
        } catch (RefusedException e) {
            throw new AssertionError(e);
        }
    }

    private static Chain pckChain() {
        try {
            return Chain.parse(pem(), 3);
        } catch (RefusedException e) {
            throw new AssertionError(e);
        }
    }
}
