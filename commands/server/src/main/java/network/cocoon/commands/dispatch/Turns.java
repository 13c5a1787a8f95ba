package network.cocoon.commands.dispatch;

/** Makes turns: who carries out what has come together, one after the other. */
public interface Turns {

    /** A turn that nobody has yet. */
    Turn turn();

    /** Held by one at a time. */
    interface Turn {

        /** Waits for it. */
        void take();

        void give();
    }
}
