/**
 * Runs a model in an OpenAI-compatible server on the same machine. The worker renders prompts and counts tokens itself;
 * the server's own figures are compared, never believed.
 */
@NullMarked
package network.cocoon.workers.gpu.upstream;

import org.jspecify.annotations.NullMarked;
