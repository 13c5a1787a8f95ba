package network.cocoon.ui.security;

import java.security.SecureRandom;

/** Makes passwords for people, who then read them off a screen once. */
final class Passwords {

    /** No look-alikes: it is typed by hand. 20 of 32 characters are 100 bits. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 20;

    private final SecureRandom random;

    Passwords(SecureRandom random) {
        this.random = random;
    }

    String generate() {
        var text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
