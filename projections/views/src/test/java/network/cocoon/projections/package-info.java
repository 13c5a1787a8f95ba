/** The projections against a generated history on a real database. */
@NullMarked
package network.cocoon.projections;

import org.jspecify.annotations.NullMarked;
