package network.cocoon.domain.attestation;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import network.cocoon.domain.attestation.codec.FieldReader;
import network.cocoon.domain.attestation.codec.FieldWriter;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;

/**
 * What a worker says about its keys. The quote's REPORTDATA is the digest of this statement, so a quote vouches for one
 * set of keys on one machine and for nothing else (protocol, "Freshness and time").
 *
 * @param hpkePublicKey the sealing key, serialised as the envelope's KEM defines it
 * @param receiptKey raw Ed25519 public key, 32 bytes
 * @param modelDigest the model's files
 * @param imageDigest the worker's software
 * @param gpuEvidence {@code gpu.GpuDevices#digest} of what GPUs and switches gave for these keys
 * @param platformId the platform instance, as {@link AttestationVerifier#platformOf} reads it from a quote
 * @param beacon 32 bytes that nobody could know before the key was made: the verifier's nonce, or the digest of a
 *     {@link Beacon}
 * @param notBefore whole seconds; a fraction is cut off
 * @param notAfter whole seconds; a fraction is cut off
 */
public record KeyStatement(
        WorkerId worker,
        Bytes hpkePublicKey,
        Bytes receiptKey,
        Digest modelDigest,
        Digest imageDigest,
        Digest gpuEvidence,
        String platformId,
        Bytes beacon,
        Instant notBefore,
        Instant notAfter) {

    private static final String TAG = "cocoon/keys/v1";
    private static final int MAX_KEY = 4096;
    private static final int MAX_PLATFORM = 64;

    public KeyStatement {
        if (hpkePublicKey.length() == 0 || hpkePublicKey.length() > MAX_KEY) {
            throw new IllegalArgumentException("a sealing key has 1 to " + MAX_KEY + " bytes");
        }
        if (receiptKey.length() != 32) {
            throw new IllegalArgumentException("a receipt key has 32 bytes, not " + receiptKey.length());
        }
        if (beacon.length() != 32) {
            throw new IllegalArgumentException("a beacon has 32 bytes, not " + beacon.length());
        }
        if (platformId.isEmpty() || platformId.length() > MAX_PLATFORM) {
            throw new IllegalArgumentException("a platform id has 1 to " + MAX_PLATFORM + " characters");
        }
        for (int i = 0; i < platformId.length(); i++) {
            char c = platformId.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') && c != '-') {
                throw new IllegalArgumentException("a platform id is lower-case letters, digits and hyphens");
            }
        }
        notBefore = notBefore.truncatedTo(ChronoUnit.SECONDS);
        notAfter = notAfter.truncatedTo(ChronoUnit.SECONDS);
        if (notAfter.isBefore(notBefore)) {
            throw new IllegalArgumentException("a key cannot end before it begins");
        }
    }

    /** The 64 bytes for the quote: SHA-512 of the encoding, which starts with its own domain tag. */
    public byte[] reportData() {
        try {
            return MessageDigest.getInstance("SHA-512").digest(encode());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }

    /** SHA-256(sealing key || evidence digest). */
    public WorkerKeyId keyId(Digest evidenceDigest) {
        return new WorkerKeyId(
                Digest.sha256(hpkePublicKey.toArray(), evidenceDigest.raw()).hex());
    }

    public byte[] encode() {
        return new FieldWriter(TAG)
                .text(worker.value())
                .bytes(hpkePublicKey)
                .bytes(receiptKey)
                .digest(modelDigest)
                .digest(imageDigest)
                .digest(gpuEvidence)
                .text(platformId)
                .bytes(beacon)
                .time(notBefore)
                .time(notAfter)
                .toArray();
    }

    /** Throws {@link IllegalArgumentException} on anything that {@link #encode} would not have written. */
    public static KeyStatement decode(byte[] encoded) {
        FieldReader in = new FieldReader(TAG, encoded);
        KeyStatement statement = new KeyStatement(
                new WorkerId(in.text(64)),
                in.field(MAX_KEY),
                in.field(32),
                in.digest(),
                in.digest(),
                in.digest(),
                in.text(MAX_PLATFORM),
                in.field(32),
                in.time(),
                in.time());
        in.end();
        return statement;
    }
}
