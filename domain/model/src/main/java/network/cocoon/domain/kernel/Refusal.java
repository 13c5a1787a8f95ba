package network.cocoon.domain.kernel;

/** A stable, named way to be refused. Enums implement it; the names are part of the public API and never change. */
public interface Refusal {

    /** Upper snake case, for example {@code NO_CREDIT}. */
    String name();

    /** Who can make the same call succeed. */
    Actor mustAct();
}
