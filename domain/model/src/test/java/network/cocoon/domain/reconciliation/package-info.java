@NullMarked
package network.cocoon.domain.reconciliation;

import org.jspecify.annotations.NullMarked;
