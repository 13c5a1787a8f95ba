/**
 * A software TEE for development: it mints quotes and collateral in Intel's formats under a root of its own. Its verdicts
 * are of the simulated trust domain, its names say SIMULATOR, and no production class path may hold it.
 */
@NullMarked
package network.cocoon.workers.teesim;

import org.jspecify.annotations.NullMarked;
