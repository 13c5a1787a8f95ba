/**
 * The operator's keys at rest: one encrypted file. They are never in a database, an event, a log or a command line.
 */
@NullMarked
package network.cocoon.workers.operator.keystore;

import org.jspecify.annotations.NullMarked;
