package network.cocoon.audit;

import java.util.function.LongConsumer;
import network.cocoon.domain.transparency.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * How a log is audited.
 *
 * @param signatures  which are checked
 * @param threads     that decode and verify
 * @param progress    told how many events were read, every few seconds
 * @param known       a checkpoint that the log must have; null to take its word
 * @param tableSecret mixes the places of requests in the auditor's table; any number, best a random one
 */
record AuditSettings(
        SignatureChoice signatures,
        int threads,
        LongConsumer progress,
        @Nullable Checkpoint known,
        long tableSecret) {

    /** All signatures, every processor, silent. For logs that nobody shaped against this table. */
    static final AuditSettings DEFAULT = new AuditSettings(
            SignatureChoice.ALL, Runtime.getRuntime().availableProcessors(), _ -> {}, null, 0x5DEECE66DL);

    AuditSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("somebody must decode");
        }
    }

    AuditSettings with(SignatureChoice choice) {
        return new AuditSettings(choice, threads, progress, known, tableSecret);
    }

    AuditSettings with(Checkpoint seen) {
        return new AuditSettings(signatures, threads, progress, seen, tableSecret);
    }
}
