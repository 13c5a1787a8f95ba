package network.cocoon.workers.gpu.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.cocoon.workers.gpu.jinja.JinjaException.Code;
import network.cocoon.workers.gpu.jinja.Node.Arguments;
import network.cocoon.workers.gpu.jinja.Node.Expression;
import network.cocoon.workers.gpu.jinja.Token.Kind;

/** Expressions, from what binds loosest to what binds tightest. */
final class Expressions {

    private static final Set<String> COMPARISONS = Set.of("<", ">", "<=", ">=", "==", "!=");

    private final Words words;

    Expressions(Words words) {
        this.words = words;
    }

    /** One expression, or a list of several with commas between them. */
    Expression sequence() {
        Expression first = expression();
        if (!words.takeSign(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        do {
            items.add(expression());
        } while (words.takeSign(","));
        return new Node.ListOf(items);
    }

    Expression expression() {
        words.enter();
        Expression value = or();
        if (words.takeName("if")) {
            Expression condition = or();
            Optional<Expression> otherwise = words.takeName("else") ? Optional.of(expression()) : Optional.empty();
            value = new Node.Conditional(condition, value, otherwise);
        }
        words.leave();
        return value;
    }

    private Expression or() {
        Expression left = and();
        while (words.takeName("or")) {
            left = binary("or", left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (words.takeName("and")) {
            left = binary("and", left, not());
        }
        return left;
    }

    private Expression not() {
        if (!words.takeName("not")) {
            return comparison();
        }
        words.enter();
        Expression operand = not();
        words.leave();
        return new Node.Not(operand);
    }

    private Expression comparison() {
        Expression left = sum();
        while (true) {
            if (words.peek().name("not") && words.peek(1).name("in")) {
                words.next();
                words.next();
                left = binary("not in", left, sum());
            } else if (words.takeName("in")) {
                left = binary("in", left, sum());
            } else if (words.peek().kind() == Kind.SIGN
                    && COMPARISONS.contains(words.peek().text())) {
                left = binary(words.next().text(), left, sum());
            } else {
                return left;
            }
        }
    }

    private Expression sum() {
        Expression left = product();
        while (words.peek().sign("+") || words.peek().sign("-") || words.peek().sign("~")) {
            left = binary(words.next().text(), left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = test();
        while (words.peek().sign("*")
                || words.peek().sign("/")
                || words.peek().sign("//")
                || words.peek().sign("%")) {
            left = binary(words.next().text(), left, test());
        }
        return left;
    }

    /** Chains grow to the left, and each link is one more evaluation within another. */
    private static Expression binary(String operator, Expression left, Expression right) {
        return new Node.Binary(operator, left, right);
    }

    private Expression test() {
        Expression operand = filter();
        while (words.takeName("is")) {
            boolean negated = words.takeName("not");
            String name = words.name();
            if (!Tests.known(name)) {
                throw new JinjaException(Code.UNSUPPORTED, "test " + Words.shown(name));
            }
            operand = new Node.Test(operand, name, negated);
        }
        return operand;
    }

    private Expression filter() {
        Expression operand = signed();
        while (words.takeSign("|")) {
            String name = words.name();
            if (!Filters.known(name)) {
                throw new JinjaException(Code.UNSUPPORTED, "filter " + Words.shown(name));
            }
            operand = new Node.Filter(operand, name, words.takeSign("(") ? arguments() : Arguments.NONE);
        }
        return operand;
    }

    private Expression signed() {
        Token sign = words.peek();
        if (sign.kind() == Kind.PREFIX || sign.sign("-") || sign.sign("+")) {
            words.next();
            words.enter();
            Expression operand = signed();
            words.leave();
            return new Node.Signed(sign.text().equals("-"), operand);
        }
        return members(primary());
    }

    private Expression members(Expression object) {
        Expression value = object;
        while (true) {
            if (words.takeSign(".")) {
                Token name = words.next();
                value = switch (name.kind()) {
                    case NAME -> new Node.Member(value, new Node.Literal(Value.text(name.text())));
                    case NUMBER -> new Node.Member(value, number(name.text()));
                    default -> throw words.unexpected();
                };
            } else if (words.takeSign("[")) {
                value = subscript(value);
            } else if (words.takeSign("(")) {
                value = new Node.Call(value, arguments());
            } else {
                return value;
            }
        }
    }

    private Expression subscript(Expression object) {
        List<Optional<Expression>> parts = new ArrayList<>();
        boolean slice = false;
        Optional<Expression> part = Optional.empty();
        while (!words.takeSign("]")) {
            if (words.takeSign(":")) {
                parts.add(part);
                part = Optional.empty();
                slice = true;
            } else if (part.isEmpty()) {
                part = Optional.of(expression());
            } else {
                throw words.unexpected();
            }
        }
        parts.add(part);
        if (parts.size() > 3 || (!slice && part.isEmpty())) {
            throw words.unexpected();
        }
        return slice
                ? new Node.Slice(object, parts.get(0), parts.get(1), parts.size() > 2 ? parts.get(2) : Optional.empty())
                : new Node.Member(object, part.orElseThrow());
    }

    private Arguments arguments() {
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        while (!words.takeSign(")")) {
            if (words.peek().kind() == Kind.NAME && words.peek(1).sign("=")) {
                String name = words.name();
                words.next();
                if (named.put(name, expression()) != null) {
                    throw words.unexpected();
                }
            } else if (named.isEmpty()) {
                positional.add(expression());
            } else {
                throw words.unexpected();
            }
            if (!words.takeSign(",") && !words.peek().sign(")")) {
                throw words.unexpected();
            }
        }
        return new Arguments(positional, named);
    }

    private Expression primary() {
        Token token = words.next();
        return switch (token.kind()) {
            case NUMBER -> number(token.text());
            case STRING -> {
                StringBuilder text = new StringBuilder(token.text());
                while (words.peek().kind() == Kind.STRING) {
                    text.append(words.next().text());
                }
                yield new Node.Literal(Value.text(text.toString()));
            }
            case NAME -> new Node.Variable(token.text());
            case SIGN -> enclosed(token.text());
            default -> throw words.unexpected();
        };
    }

    private Expression enclosed(String sign) {
        return switch (sign) {
            case "(" -> {
                Expression inside = sequence();
                words.expectSign(")");
                yield inside;
            }
            case "[" -> {
                List<Expression> items = new ArrayList<>();
                while (!words.takeSign("]")) {
                    items.add(expression());
                    if (!words.takeSign(",") && !words.peek().sign("]")) {
                        throw words.unexpected();
                    }
                }
                yield new Node.ListOf(items);
            }
            case "{" -> {
                List<Map.Entry<Expression, Expression>> entries = new ArrayList<>();
                while (!words.takeSign("}")) {
                    Expression key = expression();
                    words.expectSign(":");
                    entries.add(Map.entry(key, expression()));
                    if (!words.takeSign(",") && !words.peek().sign("}")) {
                        throw words.unexpected();
                    }
                }
                yield new Node.MappingOf(entries);
            }
            default -> throw words.unexpected();
        };
    }

    private static Expression number(String text) {
        try {
            return new Node.Literal(
                    text.contains(".")
                            ? new Value.Decimal(Double.parseDouble(text))
                            : new Value.Whole(Long.parseLong(text)));
        } catch (NumberFormatException e) {
            throw new JinjaException(Code.SYNTAX, "a number that is too large");
        }
    }
}
