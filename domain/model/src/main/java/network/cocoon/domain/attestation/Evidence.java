package network.cocoon.domain.attestation;

import java.util.Optional;
import network.cocoon.domain.attestation.codec.FieldReader;
import network.cocoon.domain.attestation.codec.FieldWriter;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/**
 * Everything a verdict is computed from, but the policy and the time.
 *
 * @param quote as the machine gave it; zero padding after the quote is allowed
 * @param beacon what the statement's beacon is the digest of; none where it is the verifier's bare nonce
 * @param gpus of the machine, with their evidence; whether the statement names them is for the verdict to say
 * @param bootLog what was measured into RTMR3 since the machine booted, as JSON (see {@code eventlog.DstackLog})
 */
public record Evidence(
        Bytes quote,
        Collateral collateral,
        KeyStatement statement,
        Optional<Beacon> beacon,
        GpuDevices gpus,
        Optional<Bytes> bootLog) {

    /** In bytes. Real quotes have about 5 KiB, a whole guest buffer 8 to 16 KiB. */
    public static final int MAX_QUOTE = 64 * 1024;

    /** In bytes. One start of a worker writes less than 1 KiB. */
    public static final int MAX_BOOT_LOG = 128 * 1024;

    /** Without a block, as it was before there were any: what is in the log keeps its digest. */
    private static final String TAG = "cocoon/evidence/v1";

    private static final String TAG_WITH_BLOCK = "cocoon/evidence/v2";

    /** With something of the machine beside its quote. */
    private static final String TAG_WITH_MACHINE = "cocoon/evidence/v3";

    private static final int MAX_COLLATERAL = 8 * Collateral.MAX_PART;
    private static final int MAX_STATEMENT = 16 * 1024;

    public Evidence {
        if (quote.length() > MAX_QUOTE) {
            throw new IllegalArgumentException("a quote has at most " + MAX_QUOTE + " bytes");
        }
        if (beacon.isPresent() && !beacon.get().digest().equals(statement.beacon())) {
            throw new IllegalArgumentException("the statement's beacon is not the digest of this nonce and block");
        }
        if (bootLog.isPresent() && (bootLog.get().length() == 0 || bootLog.get().length() > MAX_BOOT_LOG)) {
            throw new IllegalArgumentException("a boot log has 1 to " + MAX_BOOT_LOG + " bytes");
        }
    }

    /** Of a machine that shows nothing beside its quote. */
    public Evidence(Bytes quote, Collateral collateral, KeyStatement statement, Optional<Beacon> beacon) {
        this(quote, collateral, statement, beacon, GpuDevices.NONE, Optional.empty());
    }

    /** The same, under the verifier's nonce alone. */
    public Evidence(Bytes quote, Collateral collateral, KeyStatement statement) {
        this(quote, collateral, statement, Optional.empty());
    }

    /** The same machine's word, to be judged by other collateral. */
    public Evidence with(Collateral other) {
        return new Evidence(quote, other, statement, beacon, gpus, bootLog);
    }

    /** The verifier's nonce. */
    public Bytes nonce() {
        return beacon.map(Beacon::nonce).orElse(statement.beacon());
    }

    public Digest digest() {
        return Digest.sha256(encode());
    }

    public byte[] encode() {
        boolean machine = !gpus.none() || bootLog.isPresent();
        FieldWriter out = new FieldWriter(machine ? TAG_WITH_MACHINE : beacon.isPresent() ? TAG_WITH_BLOCK : TAG)
                .bytes(quote)
                .bytes(collateral.encode())
                .bytes(statement.encode());
        if (machine) {
            out.bytes(beacon.map(Beacon::encode).orElse(new byte[0]));
            gpus.write(out);
            out.bytes(bootLog.orElse(Bytes.EMPTY));
        } else {
            beacon.ifPresent(it -> out.bytes(it.encode()));
        }
        return out.toArray();
    }

    /** Throws {@link IllegalArgumentException} on anything that {@link #encode} would not have written. */
    public static Evidence decode(byte[] encoded) {
        if (FieldReader.begins(TAG_WITH_MACHINE, encoded)) {
            return decodeWithMachine(encoded);
        }
        boolean withBlock = FieldReader.begins(TAG_WITH_BLOCK, encoded);
        FieldReader in = new FieldReader(withBlock ? TAG_WITH_BLOCK : TAG, encoded);
        Evidence evidence = new Evidence(
                in.field(MAX_QUOTE),
                Collateral.decode(in.bytes(MAX_COLLATERAL)),
                KeyStatement.decode(in.bytes(MAX_STATEMENT)),
                withBlock ? Optional.of(Beacon.decode(in.bytes(Beacon.MAX_BYTES))) : Optional.empty());
        in.end();
        return evidence;
    }

    private static Evidence decodeWithMachine(byte[] encoded) {
        FieldReader in = new FieldReader(TAG_WITH_MACHINE, encoded);
        Bytes quote = in.field(MAX_QUOTE);
        Collateral collateral = Collateral.decode(in.bytes(MAX_COLLATERAL));
        KeyStatement statement = KeyStatement.decode(in.bytes(MAX_STATEMENT));
        byte[] beacon = in.bytes(Beacon.MAX_BYTES);
        GpuDevices gpus = GpuDevices.read(in);
        Bytes bootLog = in.field(MAX_BOOT_LOG);
        in.end();
        if (gpus.none() && bootLog.length() == 0) {
            throw new IllegalArgumentException("what shows nothing beside its quote is written without it");
        }
        return new Evidence(
                quote,
                collateral,
                statement,
                beacon.length == 0 ? Optional.empty() : Optional.of(Beacon.decode(beacon)),
                gpus,
                bootLog.length() == 0 ? Optional.empty() : Optional.of(bootLog));
    }
}
