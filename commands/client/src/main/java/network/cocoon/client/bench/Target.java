package network.cocoon.client.bench;

/** Something that answers. Safe for many threads. */
interface Target {

    /** Reads one whole answer, telling the sample what arrives. Throws {@link Failure} where it is not whole and proved. */
    void ask(Sample sample) throws Failure;

    /** One request as it goes. */
    interface Sample {

        /** A piece of text is here. */
        void text();

        /** So many acknowledgements went out for the whole answer. */
        void acknowledged(int count);
    }

    /** A request that failed, by its code. */
    final class Failure extends Exception {

        private static final long serialVersionUID = 1L;

        private final String code;

        Failure(String code) {
            super(code, null, false, false);
            this.code = code;
        }

        String code() {
            return code;
        }
    }
}
