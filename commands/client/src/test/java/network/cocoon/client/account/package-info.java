@NullMarked
package network.cocoon.client.account;

import org.jspecify.annotations.NullMarked;
