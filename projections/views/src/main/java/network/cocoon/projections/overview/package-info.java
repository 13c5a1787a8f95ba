/** The network at a glance: counts, money, latency and minute by minute series. */
@NullMarked
package network.cocoon.projections.overview;

import org.jspecify.annotations.NullMarked;
