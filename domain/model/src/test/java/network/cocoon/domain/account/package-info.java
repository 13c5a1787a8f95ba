@NullMarked
package network.cocoon.domain.account;

import org.jspecify.annotations.NullMarked;
