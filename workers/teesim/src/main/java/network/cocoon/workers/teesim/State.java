package network.cocoon.workers.teesim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import network.cocoon.domain.attestation.codec.FieldReader;
import network.cocoon.domain.attestation.codec.FieldWriter;
import org.bouncycastle.cert.X509CertificateHolder;

/** Everything that makes this simulator the same one after a restart: keys, certificates, platform. */
record State(
        SigningKey rootKey,
        SigningKey caKey,
        SigningKey pckKey,
        SigningKey tcbKey,
        SigningKey attestationKey,
        X509CertificateHolder root,
        X509CertificateHolder ca,
        X509CertificateHolder pck,
        X509CertificateHolder tcbSigning,
        Platform platform) {

    private static final String TAG = "cocoon/teesim/v1";
    private static final int MAX_CERTIFICATE = 8192;

    static State generate(Instant now, SecureRandom random) {
        SigningKey rootKey = SigningKey.generate(random);
        SigningKey caKey = SigningKey.generate(random);
        SigningKey pckKey = SigningKey.generate(random);
        SigningKey tcbKey = SigningKey.generate(random);
        Platform platform = Platform.generate(random);
        Hierarchy hierarchy = new Hierarchy(now, random);
        X509CertificateHolder root = hierarchy.root(rootKey);
        X509CertificateHolder ca = hierarchy.pckCa(root, rootKey, caKey);
        return new State(
                rootKey,
                caKey,
                pckKey,
                tcbKey,
                SigningKey.generate(random),
                root,
                ca,
                hierarchy.pck(ca, caKey, pckKey, platform),
                hierarchy.tcbSigning(root, rootKey, tcbKey),
                platform);
    }

    byte[] encode() {
        return new FieldWriter(TAG)
                .bytes(rootKey.scalar())
                .bytes(caKey.scalar())
                .bytes(pckKey.scalar())
                .bytes(tcbKey.scalar())
                .bytes(attestationKey.scalar())
                .bytes(der(root))
                .bytes(der(ca))
                .bytes(der(pck))
                .bytes(der(tcbSigning))
                .bytes(platform.ppid())
                .bytes(platform.instance())
                .bytes(platform.qeId())
                .toArray();
    }

    static State decode(byte[] encoded, SecureRandom random) throws IOException {
        FieldReader in = new FieldReader(TAG, encoded);
        State state = new State(
                SigningKey.restore(in.bytes(32), random),
                SigningKey.restore(in.bytes(32), random),
                SigningKey.restore(in.bytes(32), random),
                SigningKey.restore(in.bytes(32), random),
                SigningKey.restore(in.bytes(32), random),
                new X509CertificateHolder(in.bytes(MAX_CERTIFICATE)),
                new X509CertificateHolder(in.bytes(MAX_CERTIFICATE)),
                new X509CertificateHolder(in.bytes(MAX_CERTIFICATE)),
                new X509CertificateHolder(in.bytes(MAX_CERTIFICATE)),
                new Platform(in.field(16), in.field(16), in.field(16)));
        in.end();
        return state;
    }

    static byte[] der(X509CertificateHolder certificate) {
        try {
            return certificate.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Never a key. */
    @Override
    public String toString() {
        return "State[" + platform.instance().hex() + "]";
    }
}
