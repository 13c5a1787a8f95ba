/**
 * Fetches what Intel says of kinds of platform: {@link network.cocoon.workers.operator.collateral.CollateralFetcher} in
 * rounds, over Intel's own interface, from Intel or from a cache of it. It believes nothing: what is kept decides the port.
 */
@NullMarked
package network.cocoon.workers.operator.collateral;

import org.jspecify.annotations.NullMarked;
