package network.cocoon.workers.devchain.chain;

import network.cocoon.domain.kernel.Digest;

/** The last block. There is one shard, and every block of it is a masterchain block too. */
public record Head(long seqno, long time, long lt, Digest hash) {}
