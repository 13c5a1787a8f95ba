/**
 * The chain over toncenter's HTTP API v2, behind {@link network.cocoon.workers.operator.port.TonGateway}: several endpoints,
 * each with its own pace and rests, and a policy by which a transaction counts.
 *
 * <p>What is checked: a transaction's hash is computed from its cells; each transaction names the one before by time
 * and hash, so a history has no gap and nothing can be slipped in; the account is the one asked for. What one
 * server cannot be made to prove is that it tells the newest state: for that, {@link
 * network.cocoon.workers.operator.gateway.ConfirmationPolicy#servers()} asks others. Balances, data cells and answers of
 * get-methods come without any proof in this API and are only acted on where a wrong one costs a fee at most.
 *
 * <p>ton4j (GPL-3.0) stays in this package: its client of the API, and its reader for kinds of cells that ours refuses.
 */
@NullMarked
package network.cocoon.workers.operator.gateway;

import org.jspecify.annotations.NullMarked;
