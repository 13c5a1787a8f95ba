package network.cocoon.projections.letters;

import network.cocoon.projections.keeping.Chore;
import org.springframework.stereotype.Component;

/** Tries what was set aside again when its time has come. */
@Component
class LetterRetries implements Chore {

    private final DeadLetters letters;

    LetterRetries(DeadLetters letters) {
        this.letters = letters;
    }

    @Override
    public void run() {
        letters.due().forEach(letters::retry);
    }
}
