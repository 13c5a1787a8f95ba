package network.cocoon.workers.gpu.jinja;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.workers.gpu.jinja.JinjaException.Code;
import network.cocoon.workers.gpu.jinja.Token.Kind;

/** Cuts a template into words. */
final class Lexer {

    static final int MOST_CHARACTERS = 256 << 10;

    private static final String[] SIGNS = {
        "<=", ">=", "==", "!=", "**", "//", "(", ")", "[", "]", ",", ".", ":", "|", "<", ">", "+", "-", "~", "*", "/",
        "%", "="
    };

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    /** Within an object literal, two closing braces close two of them. */
    private int braces;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> read(String template) {
        if (template.length() > MOST_CHARACTERS) {
            throw new JinjaException(Code.TEMPLATE_TOO_LARGE, "more than " + MOST_CHARACTERS + " characters");
        }
        return new Lexer(Whitespace.prepared(template)).tokens();
    }

    private List<Token> tokens() {
        boolean outside = true;
        while (at < source.length()) {
            if (outside) {
                text();
                if (at == source.length()) {
                    break;
                }
                outside = open();
            } else {
                skipSpaces();
                if (at == source.length()) {
                    break;
                }
                outside = close();
                if (!outside) {
                    word();
                }
            }
        }
        tokens.add(new Token(Kind.END, ""));
        return tokens;
    }

    private void text() {
        int from = at;
        while (at < source.length() && !(here("{%") || here("{{") || here("{#"))) {
            at++;
        }
        if (at > from) {
            tokens.add(new Token(Kind.TEXT, source.substring(from, at)));
        }
    }

    /** True after a comment: still outside of tags. */
    private boolean open() {
        boolean strips = source.startsWith("-", at + 2);
        if (strips) {
            stripTextBefore();
        }
        char kind = source.charAt(at + 1);
        int inside = at + (strips ? 3 : 2);
        if (kind == '#') {
            comment(inside);
            return true;
        }
        tokens.add(kind == '%' ? new Token(Kind.OPEN_STATEMENT, "{%") : new Token(Kind.OPEN_EXPRESSION, "{{"));
        braces = 0;
        at = inside;
        return false;
    }

    private void comment(int from) {
        int end = source.indexOf("#}", from);
        if (end < 0) {
            throw wrong("a comment without end");
        }
        tokens.add(new Token(Kind.COMMENT, ""));
        boolean strips = end > from && source.charAt(end - 1) == '-';
        at = end + 2;
        if (strips) {
            skipSpaces();
        }
    }

    private boolean close() {
        boolean strips = here("-%}") || here("-}}");
        int sign = at + (strips ? 1 : 0);
        boolean statement = source.startsWith("%}", sign);
        boolean expression = source.startsWith("}}", sign) && (strips || braces <= 0);
        if (!statement && !expression) {
            return false;
        }
        tokens.add(statement ? new Token(Kind.CLOSE_STATEMENT, "%}") : new Token(Kind.CLOSE_EXPRESSION, "}}"));
        at = sign + 2;
        if (strips) {
            skipSpaces();
        }
        return true;
    }

    private void word() {
        char c = source.charAt(at);
        if ((c == '-' || c == '+') && !afterOperand()) {
            at++;
            String digits = digits();
            tokens.add(
                    digits.isEmpty() ? new Token(Kind.PREFIX, String.valueOf(c)) : new Token(Kind.NUMBER, c + digits));
        } else if (c == '{' || c == '}') {
            braces += c == '{' ? 1 : -1;
            at++;
            tokens.add(new Token(Kind.SIGN, String.valueOf(c)));
        } else if (!sign()) {
            if (c == '\'' || c == '"') {
                at++;
                tokens.add(new Token(Kind.STRING, string(c)));
            } else if (isDigit(c)) {
                tokens.add(new Token(Kind.NUMBER, digits()));
            } else if (isWord(c)) {
                int from = at;
                while (at < source.length() && isWord(source.charAt(at))) {
                    at++;
                }
                tokens.add(new Token(Kind.NAME, source.substring(from, at)));
            } else {
                throw wrong("an unexpected character");
            }
        }
    }

    private boolean sign() {
        for (String sign : SIGNS) {
            if (here(sign)) {
                tokens.add(new Token(Kind.SIGN, sign));
                at += sign.length();
                return true;
            }
        }
        return false;
    }

    private boolean afterOperand() {
        Token last = tokens.getLast();
        return last.kind() == Kind.NAME
                || last.kind() == Kind.NUMBER
                || last.kind() == Kind.STRING
                || last.sign(")")
                || last.sign("]");
    }

    private String digits() {
        int from = at;
        while (at < source.length() && isDigit(source.charAt(at))) {
            at++;
        }
        boolean fraction = at > from
                && here(".")
                && at + 1 < source.length()
                && isDigit(source.charAt(at + 1))
                && !tokens.getLast().sign(".");
        if (fraction) {
            at++;
            while (at < source.length() && isDigit(source.charAt(at))) {
                at++;
            }
        }
        return source.substring(from, at);
    }

    private String string(char quote) {
        StringBuilder text = new StringBuilder();
        while (true) {
            char c = next();
            if (c == quote) {
                return text.toString();
            }
            text.append(c == '\\' ? escaped(next()) : c);
        }
    }

    private char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'v' -> '\u000b';
            case '\'', '"', '\\' -> c;
            case 'x' -> hex(2);
            case 'u' -> hex(4);
            default -> throw wrong("an unknown escape in a string");
        };
    }

    private char hex(int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw wrong("a hexadecimal escape");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    private char next() {
        if (at >= source.length()) {
            throw wrong("a string without end");
        }
        return source.charAt(at++);
    }

    private void stripTextBefore() {
        if (!tokens.isEmpty() && tokens.getLast().kind() == Kind.TEXT) {
            String stripped = Spaces.trimEnd(tokens.removeLast().text());
            if (!stripped.isEmpty()) {
                tokens.add(new Token(Kind.TEXT, stripped));
            }
        }
    }

    private void skipSpaces() {
        while (at < source.length() && Spaces.is(source.charAt(at))) {
            at++;
        }
    }

    private boolean here(String text) {
        return source.startsWith(text, at);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private JinjaException wrong(String what) {
        return new JinjaException(Code.SYNTAX, what + ", near character " + at);
    }
}
