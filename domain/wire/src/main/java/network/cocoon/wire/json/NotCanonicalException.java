package network.cocoon.wire.json;

/** JSON that may be right, but is not spelt as Cocoon spells it. Without a stack: it only sends on to the full reader. */
final class NotCanonicalException extends RuntimeException {

    NotCanonicalException() {
        super("not Cocoon's own spelling", null, false, false);
    }
}
