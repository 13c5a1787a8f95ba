@NullMarked
package network.cocoon.workers.devchain.http;

import org.jspecify.annotations.NullMarked;
