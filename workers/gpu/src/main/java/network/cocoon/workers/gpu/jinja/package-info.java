/**
 * A small interpreter of Jinja, for chat templates: what real models' templates use, and nothing that could reach outside. A
 * template comes with a model and is untrusted: its size, nesting, steps, strings and output are bounded, and each way to
 * fail has a code. Where Python's Jinja and the npm package {@code @huggingface/jinja} differ, this renders as the latter
 * does: a test compares the two.
 */
@NullMarked
package network.cocoon.workers.gpu.jinja;

import org.jspecify.annotations.NullMarked;
