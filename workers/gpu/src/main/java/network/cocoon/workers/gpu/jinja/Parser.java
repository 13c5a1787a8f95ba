package network.cocoon.workers.gpu.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.cocoon.workers.gpu.jinja.JinjaException.Code;
import network.cocoon.workers.gpu.jinja.Node.Expression;
import network.cocoon.workers.gpu.jinja.Node.Target;
import network.cocoon.workers.gpu.jinja.Token.Kind;

/** Statements. What stands in them is read by {@link Expressions}. */
final class Parser {

    private final Words words;
    private final Expressions expressions;

    private Parser(Words words) {
        this.words = words;
        this.expressions = new Expressions(words);
    }

    static List<Node> parse(List<Token> tokens) {
        Parser parser = new Parser(new Words(tokens));
        List<Node> body = parser.body(Set.of());
        if (parser.words.peek().kind() != Kind.END) {
            throw parser.words.unexpected();
        }
        return body;
    }

    /** Up to a statement of one of these names, which is not taken; without any, to the end. */
    private List<Node> body(Set<String> ends) {
        words.enter();
        List<Node> body = new ArrayList<>();
        while (true) {
            Token token = words.peek();
            switch (token.kind()) {
                case TEXT -> body.add(new Node.Text(words.next().text()));
                case COMMENT -> words.next();
                case OPEN_EXPRESSION -> {
                    words.next();
                    body.add(new Node.Output(expressions.expression()));
                    words.expect(Kind.CLOSE_EXPRESSION);
                }
                case OPEN_STATEMENT -> {
                    if (ends.contains(words.peek(1).text())) {
                        words.leave();
                        return body;
                    }
                    words.next();
                    body.add(statement());
                }
                case END -> {
                    if (!ends.isEmpty()) {
                        throw words.unexpected();
                    }
                    words.leave();
                    return body;
                }
                default -> throw words.unexpected();
            }
        }
    }

    private Node statement() {
        String name = words.name();
        Node statement =
                switch (name) {
                    case "set" -> assignment();
                    case "if" -> condition();
                    case "for" -> loop();
                    case "macro" -> macro();
                    case "break" -> new Node.Break();
                    case "continue" -> new Node.Continue();
                    default ->
                        throw new JinjaException(
                                Code.UNSUPPORTED, "a statement that chat templates do not use: " + Words.shown(name));
                };
        words.expect(Kind.CLOSE_STATEMENT);
        return statement;
    }

    private Node assignment() {
        Target target = target(expressions.sequence());
        if (words.takeSign("=")) {
            return new Node.Assignment(target, expressions.sequence());
        }
        words.expect(Kind.CLOSE_STATEMENT);
        List<Node> body = body(Set.of("endset"));
        end("endset");
        return new Node.Capture(target, body);
    }

    private Target target(Expression left) {
        return switch (left) {
            case Node.Variable variable -> new Target.Names(List.of(variable.name()), false);
            case Node.ListOf list ->
                new Target.Names(list.items().stream().map(this::variable).toList(), true);
            case Node.Member(Expression object, Node.Literal(Value.Text(String name))) ->
                new Target.Attribute(object, name);
            default -> throw new JinjaException(Code.SYNTAX, "nothing can be assigned to that");
        };
    }

    private String variable(Expression expression) {
        if (expression instanceof Node.Variable variable) {
            return variable.name();
        }
        throw words.unexpected();
    }

    private Node.If condition() {
        Expression condition = expressions.expression();
        words.expect(Kind.CLOSE_STATEMENT);
        List<Node> then = body(Set.of("elif", "else", "endif"));
        words.expect(Kind.OPEN_STATEMENT);
        String name = words.name();
        List<Node> otherwise = List.of();
        if (name.equals("elif")) {
            words.enter();
            otherwise = List.of(condition());
            words.leave();
        } else if (name.equals("else")) {
            words.expect(Kind.CLOSE_STATEMENT);
            otherwise = body(Set.of("endif"));
            end("endif");
        }
        return new Node.If(condition, then, otherwise);
    }

    private Node loop() {
        Target.Names variable = names();
        words.expectName("in");
        Expression items = expressions.expression();
        Optional<Expression> filter = Optional.empty();
        // "for x in xs if y" reads as a condition without else.
        if (items instanceof Node.Conditional(Expression y, Expression xs, Optional<Expression> none)
                && none.isEmpty()) {
            items = xs;
            filter = Optional.of(y);
        }
        words.expect(Kind.CLOSE_STATEMENT);
        List<Node> body = body(Set.of("endfor", "else"));
        List<Node> otherwise = List.of();
        words.expect(Kind.OPEN_STATEMENT);
        if (words.name().equals("else")) {
            words.expect(Kind.CLOSE_STATEMENT);
            otherwise = body(Set.of("endfor"));
            end("endfor");
        }
        return new Node.For(variable, items, filter, body, otherwise);
    }

    private Target.Names names() {
        boolean enclosed = words.takeSign("(");
        List<String> names = new ArrayList<>();
        names.add(words.name());
        boolean apart = false;
        while (words.takeSign(",")) {
            apart = true;
            names.add(words.name());
        }
        if (enclosed) {
            words.expectSign(")");
        }
        return new Target.Names(names, apart);
    }

    private Node macro() {
        String name = words.name();
        words.expectSign("(");
        List<Node.Parameter> parameters = new ArrayList<>();
        while (!words.takeSign(")")) {
            String parameter = words.name();
            parameters.add(new Node.Parameter(
                    parameter, words.takeSign("=") ? Optional.of(expressions.expression()) : Optional.empty()));
            words.takeSign(",");
        }
        words.expect(Kind.CLOSE_STATEMENT);
        List<Node> body = body(Set.of("endmacro"));
        end("endmacro");
        return new Node.Macro(name, parameters, body);
    }

    /** All of an ending statement but its closing sign. */
    private void end(String name) {
        words.expect(Kind.OPEN_STATEMENT);
        words.expectName(name);
    }
}
