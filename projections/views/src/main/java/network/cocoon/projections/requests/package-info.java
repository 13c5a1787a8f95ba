/** Every inference request: a row each, pages of them, and one request with its chain of events. */
@NullMarked
package network.cocoon.projections.requests;

import org.jspecify.annotations.NullMarked;
