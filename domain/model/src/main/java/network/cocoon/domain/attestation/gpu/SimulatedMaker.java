package network.cocoon.domain.attestation.gpu;

import java.util.Optional;
import java.util.Set;
import network.cocoon.domain.attestation.codec.FieldWriter;
import network.cocoon.domain.attestation.pki.Cert;
import network.cocoon.domain.attestation.pki.Der;
import network.cocoon.domain.attestation.pki.DeviceCert;
import network.cocoon.domain.attestation.pki.DeviceChain;
import network.cocoon.domain.attestation.pki.DeviceKey;
import network.cocoon.domain.attestation.pki.P256;
import network.cocoon.domain.kernel.Digest;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;

/**
 * How a software TEE makes GPUs too: the root of its devices carries a signature by the TEE's own root, so who believes the
 * one believes the other and nobody else does. A device's certificates are of another curve than Intel's, which is why its
 * chain cannot simply end in the TEE's root.
 */
public final class SimulatedMaker {

    /** Of an octet string: r || s, 64 bytes. An arc that nobody else has (ITU-T X.667, from a random UUID). */
    public static final ASN1ObjectIdentifier VOUCHER =
            new ASN1ObjectIdentifier("2.25.187905209803711561130607403353108433268");

    private static final String TAG = "cocoon/simulated-gpu-root/v1";

    private SimulatedMaker() {}

    /**
     * What the software TEE's root key signs.
     *
     * @param point the device root's public key, uncompressed (SEC 1, section 2.3.3)
     */
    public static byte[] vouched(byte[] point) {
        return new FieldWriter(TAG).bytes(point).toArray();
    }

    /**
     * The chain's root, if this software TEE vouches for it. Only its key is vouched for, so the rest of it has to be signed by
     * that key: of a root whose bytes are known nobody asks this.
     */
    static Set<Digest> believed(Cert tee, DeviceChain chain) {
        DeviceCert root = chain.root();
        Optional<byte[]> voucher = root.extension(VOUCHER)
                .flatMap(der ->
                        Der.read(der, it -> ASN1OctetString.getInstance(it).getOctets()));
        return root.key() instanceof DeviceKey.Ec key
                        && voucher.isPresent()
                        && root.signedBy(root)
                        && P256.verify(tee.key(), vouched(key.point().getQ().getEncoded(false)), voucher.get())
                ? Set.of(Digest.sha256(root.der().toArray()))
                : Set.of();
    }
}
