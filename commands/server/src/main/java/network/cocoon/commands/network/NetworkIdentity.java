package network.cocoon.commands.network;

/** This network's name, which stands in every signed statement. Generated once and kept in the database. */
public interface NetworkIdentity {

    /** For example {@code local-3f9a...}. */
    String networkId();
}
