package network.cocoon.domain.attestation;

import network.cocoon.domain.attestation.codec.FieldReader;
import network.cocoon.domain.attestation.codec.FieldWriter;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/** What software a TD booted: the four SHA-384 registers that a release fixes. RTMR3 varies by run and is left out. */
public record Measurement(Bytes mrtd, Bytes rtmr0, Bytes rtmr1, Bytes rtmr2) {

    private static final String TAG = "cocoon/measurement/v1";

    public Measurement {
        check(mrtd);
        check(rtmr0);
        check(rtmr1);
        check(rtmr2);
    }

    /** The name by which release manifests and events speak of this measurement. */
    public Digest digest() {
        return Digest.sha256(encode());
    }

    public byte[] encode() {
        return new FieldWriter(TAG)
                .bytes(mrtd)
                .bytes(rtmr0)
                .bytes(rtmr1)
                .bytes(rtmr2)
                .toArray();
    }

    /** Throws {@link IllegalArgumentException} on anything that {@link #encode} would not have written. */
    public static Measurement decode(byte[] encoded) {
        FieldReader in = new FieldReader(TAG, encoded);
        Measurement measurement = new Measurement(in.field(48), in.field(48), in.field(48), in.field(48));
        in.end();
        return measurement;
    }

    private static void check(Bytes register) {
        if (register.length() != 48) {
            throw new IllegalArgumentException("a measurement register has 48 bytes, not " + register.length());
        }
    }
}
