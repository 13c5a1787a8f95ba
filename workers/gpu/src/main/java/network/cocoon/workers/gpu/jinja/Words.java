package network.cocoon.workers.gpu.jinja;

import java.util.List;
import network.cocoon.workers.gpu.jinja.JinjaException.Code;
import network.cocoon.workers.gpu.jinja.Token.Kind;

/** The tokens of a template as they are taken, and how deeply what is read is nested. */
final class Words {

    /** Of blocks, and of expressions, each in one another. */
    private static final int MOST_DEPTH = 100;

    private final List<Token> tokens;
    private int at;
    private int depth;

    Words(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        at++;
        return token;
    }

    String name() {
        return expect(Kind.NAME).text();
    }

    Token expect(Kind kind) {
        if (peek().kind() != kind) {
            throw unexpected();
        }
        return next();
    }

    void expectSign(String sign) {
        if (!takeSign(sign)) {
            throw unexpected();
        }
    }

    void expectName(String name) {
        if (!takeName(name)) {
            throw unexpected();
        }
    }

    boolean takeSign(String sign) {
        boolean here = peek().sign(sign);
        at += here ? 1 : 0;
        return here;
    }

    boolean takeName(String name) {
        boolean here = peek().name(name);
        at += here ? 1 : 0;
        return here;
    }

    void enter() {
        if (++depth > MOST_DEPTH) {
            throw new JinjaException(Code.TOO_DEEP, "nested more than " + MOST_DEPTH + " deep");
        }
    }

    void leave() {
        depth--;
    }

    JinjaException unexpected() {
        return new JinjaException(Code.SYNTAX, "word " + at + " is unexpected: " + shown(peek().text()));
    }

    static String shown(String name) {
        return name.length() > 32 ? name.substring(0, 32) : name;
    }
}
