package network.cocoon.audit;

/** A row of the log, whatever was asked for of it. */
interface LogRow {

    /** Its place in the one order of the log. */
    long index();

    /** About how much its variable parts take in memory. */
    long bytes();
}
