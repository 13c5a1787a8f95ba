/**
 * The chain over HTTP on the loopback address: toncenter's API v2 as far as wallets and gateways use it
 * (toncenter.com/api/v2), the faucet and the clock. What comes in is hostile: bounded, and refused with a code.
 */
@NullMarked
package network.cocoon.workers.devchain.http;

import org.jspecify.annotations.NullMarked;
