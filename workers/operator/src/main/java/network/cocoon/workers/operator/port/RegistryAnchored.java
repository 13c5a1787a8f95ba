package network.cocoon.workers.operator.port;

/**
 * A checkpoint is on chain.
 *
 * @param tx by which; of the registry's account
 */
public record RegistryAnchored(TransactionRef tx, LogCheckpoint checkpoint) {}
