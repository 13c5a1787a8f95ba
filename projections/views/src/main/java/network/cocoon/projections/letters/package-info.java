/** Events that the views could not take in: set aside, tried again, given up only by a person. */
@NullMarked
package network.cocoon.projections.letters;

import org.jspecify.annotations.NullMarked;
