package network.cocoon.commands.dispatch;

import java.util.function.BooleanSupplier;

/** Makes turns: who carries out what has come together, one after the other. */
public interface Turns {

    /** A turn that nobody has yet. */
    Turn turn();

    /** Held by one at a time. */
    interface Turn {

        /**
         * Waits for it while it is needed.
         *
         * @param needed asked at once, and whenever somebody gives it
         * @return whether it is taken; false where it is not needed any more
         */
        boolean take(BooleanSupplier needed);

        /** To who has waited longest and needs it still; who does not need it goes on. */
        void give();
    }
}
