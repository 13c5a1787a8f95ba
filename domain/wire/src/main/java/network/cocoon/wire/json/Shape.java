package network.cocoon.wire.json;

/** How one type is read from its own spelling. */
@FunctionalInterface
interface Shape {

    /** Throws {@link NotCanonicalException}, or what the type's constructor throws. */
    Object read(Cursor in);
}
