@NullMarked
package network.cocoon.audit.evidence;

import org.jspecify.annotations.NullMarked;
