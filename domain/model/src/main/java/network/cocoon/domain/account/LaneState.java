package network.cocoon.domain.account;

import network.cocoon.domain.kernel.Nanoton;

/** A lane as its row stands, locked: free nanoton and version (0 before its first move). */
public record LaneState(int lane, long version, Nanoton free) {}
