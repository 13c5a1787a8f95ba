package network.cocoon.workers.gpu.engine;

import network.cocoon.domain.kernel.Digest;

/**
 * What an engine runs.
 *
 * @param engine "embedded" or "echo"
 * @param model a name for people; only the digest identifies a model
 * @param modelDigest the digest of the model's manifest
 * @param contextTokens the most tokens of prompt and answer together
 * @param concurrency how many requests are taken at once; more are refused with {@link EngineException.Code#BUSY}
 */
public record EngineDescription(String engine, String model, Digest modelDigest, int contextTokens, int concurrency) {}
