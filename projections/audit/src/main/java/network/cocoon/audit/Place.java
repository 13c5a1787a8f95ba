package network.cocoon.audit;

import network.cocoon.domain.kernel.Decision;

/** Where in the log the auditor is. */
record Place(long index, String stream, String aggregate) {

    static Place atEnd(String stream, String aggregate) {
        return new Place(0, stream, aggregate);
    }

    DiscrepancyException wrong(String rule, Object expected, Object found) {
        return new DiscrepancyException(
                new Discrepancy(index, stream, aggregate, rule, expected.toString(), found.toString()));
    }

    void require(boolean holds, String rule, Object expected, Object found) {
        if (!holds) {
            throw wrong(rule, expected, found);
        }
    }

    /** The domain, asked again, must decide for exactly this event, first of what it decides. */
    <E> void decided(Decision<E> decision, E event) {
        switch (decision) {
            case Decision.Accepted<E> accepted -> {
                E first = accepted.events().getFirst();
                if (!first.equals(event)) {
                    throw wrong("decision", describe(first), "another " + describe(event));
                }
            }
            case Decision.AlreadyDone<E> _ -> throw wrong("decision", "nothing more to do", describe(event));
            case Decision.Rejected<E> rejected ->
                throw wrong(
                        "decision",
                        "refusal " + rejected.rejection().code().name() + " ("
                                + rejected.rejection().detail() + ")",
                        describe(event));
        }
    }

    /** Kind only: an event holds signatures, and those are not for terminals. */
    private static String describe(Object event) {
        return event.getClass().getSimpleName() + "#" + Integer.toHexString(event.hashCode());
    }
}
