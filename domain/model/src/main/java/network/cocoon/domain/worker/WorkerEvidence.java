package network.cocoon.domain.worker;

import static network.cocoon.domain.kernel.Decision.accept;
import static network.cocoon.domain.kernel.Decision.alreadyDone;
import static network.cocoon.domain.kernel.Decision.reject;

import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.worker.WorkerCommand.OfferModel;
import network.cocoon.domain.worker.WorkerCommand.RecordAttestation;
import network.cocoon.domain.worker.WorkerCommand.RecordRejectedAttestation;
import network.cocoon.domain.worker.WorkerState.Enrolled;
import network.cocoon.domain.worker.WorkerState.Offer;

/** Decisions about evidence and about what evidence allows a worker to offer. */
final class WorkerEvidence {

    private static final int MOST_SEALING_KEY_BYTES = 4096;
    private static final int MOST_CODE = 64;
    private static final int MOST_TEXT = 500;
    private static final int MOST_SLOTS = 4096;
    private static final int MOST_COEFFICIENT = 1_000_000;

    private WorkerEvidence() {}

    static Decision<WorkerEvent> attest(RecordAttestation c, Enrolled worker) {
        if (worker.key(c.key()).isPresent()) {
            return alreadyDone();
        }
        if (!Signatures.isPublicKey(c.receiptKey())
                || c.sealingKey().length() == 0
                || c.sealingKey().length() > MOST_SEALING_KEY_BYTES) {
            return reject(
                    WorkerRefusal.INVALID_KEY,
                    "a receipt key is an Ed25519 key and a sealing key has at most 4096 bytes");
        }
        Digest id = Digest.sha256(c.sealingKey().toArray(), c.evidenceDigest().raw());
        if (!id.hex().equals(c.key().value())) {
            return reject(WorkerRefusal.INVALID_KEY, "a key's id is the digest of the sealing key and its evidence");
        }
        if (c.at().isBefore(c.notBefore()) || !c.at().isBefore(c.validUntil())) {
            return reject(
                    WorkerRefusal.EVIDENCE_NOT_VALID,
                    "the evidence is valid from " + c.notBefore() + " until " + c.validUntil());
        }
        if (c.platform().length() > MOST_TEXT || c.tcbStatus().length() > MOST_CODE) {
            return reject(WorkerRefusal.INVALID_REASON, "platform or TCB status is too long");
        }
        return accept(new WorkerEvent.Attested(
                c.worker(),
                c.key(),
                c.sealingKey(),
                c.receiptKey(),
                c.evidenceDigest(),
                c.collateralDigest(),
                c.measurement(),
                c.modelDigest(),
                c.imageDigest(),
                c.platform(),
                c.tcbStatus(),
                c.trust(),
                c.notBefore(),
                c.validUntil(),
                c.at()));
    }

    static Decision<WorkerEvent> rejectEvidence(RecordRejectedAttestation c) {
        if (c.code().isEmpty() || c.code().length() > MOST_CODE || c.detail().length() > MOST_TEXT) {
            return reject(WorkerRefusal.INVALID_REASON, "a code has 1 to 64 characters and a detail at most 500");
        }
        return accept(
                new WorkerEvent.AttestationRejected(c.worker(), c.evidenceDigest(), c.code(), c.detail(), c.at()));
    }

    static Decision<WorkerEvent> offer(OfferModel c, Enrolled worker) {
        if (c.coefficient() < 1 || c.coefficient() > MOST_COEFFICIENT || c.slots() < 1 || c.slots() > MOST_SLOTS) {
            return reject(WorkerRefusal.INVALID_OFFER, "a coefficient is 1 to 1,000,000 and slots are 1 to 4096");
        }
        if (c.slotsVersion() < 1) {
            return reject(WorkerRefusal.INVALID_OFFER, "a slot version starts at 1");
        }
        if (new Offer(c.model(), c.modelDigest(), c.coefficient(), c.slots())
                .equals(worker.offers().get(c.model()))) {
            return alreadyDone();
        }
        if (worker.keysValidAt(c.at()).stream()
                .noneMatch(key -> key.modelDigest().equals(c.modelDigest()))) {
            return reject(WorkerRefusal.MODEL_NOT_ATTESTED, "no valid evidence measured this model");
        }
        return accept(new WorkerEvent.ModelOffered(
                c.worker(), c.model(), c.modelDigest(), c.coefficient(), c.slots(), c.slotsVersion(), c.at()));
    }
}
