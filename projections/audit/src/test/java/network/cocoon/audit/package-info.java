@NullMarked
package network.cocoon.audit;

import org.jspecify.annotations.NullMarked;
