@NullMarked
package network.cocoon.client.http;

import org.jspecify.annotations.NullMarked;
