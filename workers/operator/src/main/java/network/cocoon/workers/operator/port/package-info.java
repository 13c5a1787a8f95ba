/**
 * What settlement needs of the two worlds between which it stands, in our own words: the chain ({@link
 * network.cocoon.workers.operator.port.TonGateway}) and the operator's books ({@link
 * network.cocoon.workers.operator.port.SettlementWork} to read, {@link
 * network.cocoon.workers.operator.port.SettlementReports} to report to). No library's type crosses a port.
 *
 * <p>Amounts are nanoton. Times are Unix seconds of the chain unless a field says otherwise. Every report may be
 * repeated, for ever and by two operators at once; how a receiver recognises a repetition stands with each report.
 */
@NullMarked
package network.cocoon.workers.operator.port;

import org.jspecify.annotations.NullMarked;
