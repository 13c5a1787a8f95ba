/**
 * Answers that are JSON because nothing else can be drawn: an automaton over bytes says what may follow, and a mask over the
 * vocabulary says which tokens spell that. Schemas come from apps and are bounded; what is not built of JSON Schema is
 * refused by name.
 */
@NullMarked
package network.cocoon.workers.gpu.grammar;

import org.jspecify.annotations.NullMarked;
