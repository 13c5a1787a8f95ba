/** One request's life: requested, assigned, completed, failed, cancelled, expired. */
@NullMarked
package network.cocoon.domain.inference;

import org.jspecify.annotations.NullMarked;
