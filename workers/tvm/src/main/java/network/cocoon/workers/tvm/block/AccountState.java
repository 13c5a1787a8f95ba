package network.cocoon.workers.tvm.block;

import network.cocoon.domain.kernel.Digest;

/** What an account is at the moment. */
public sealed interface AccountState {

    /** Holds money at most. */
    record Uninitialised() implements AccountState {}

    record Active(StateInit init) implements AccountState {}

    /** Owes more rent than it had; only the hash of its state is left. */
    record Frozen(Digest stateHash) implements AccountState {}
}
